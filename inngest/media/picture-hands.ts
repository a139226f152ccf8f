import { inTurn } from "@/inngest/media/draw/in-turn";
import { type PictureOrder, type PictureReport, readPictureReport } from "@/inngest/media/picture-order";
import { type LimitedEnd, startLimited, withinSeconds } from "@/inngest/media/run-limited";

const SCRIPT = "inngest/media/picture-process.ts";
const OUTPUT_BYTES_MAX = 300_000_000;
const IDLE_MS = 15_000;
/** One that holds more after its work than a fresh one does is let go, and so is one that has worked long. */
const RESIDENT_BYTES_KEPT = 200_000_000;
const ORDERS_MAX = 50;

/** A process for pictures. */
interface Hand {
  /** Carries an order out and hands on what is reported; null when it was done, else how the process ended. */
  work(order: PictureOrder, take: (report: PictureReport) => void): Promise<LimitedEnd | null>;
  kill(): void;
  /** Worth giving another order. */
  isFit(): boolean;
}

function startHand(): Hand {
  let hear: (report: PictureReport) => void = () => undefined;
  let isFit = true;
  let orders = 0;
  const running = startLimited({
    program: process.execPath,
    args: ["--import", "tsx", SCRIPT],
    outputBytesMax: OUTPUT_BYTES_MAX,
    // Node reserves many times what it uses; the process itself watches what it holds.
    ...{ memoryKbMax: null, cpuSecondsMax: null },
    onLine: (line) => {
      const report = readPictureReport(line);
      if (report !== null) hear(report);
    },
  });
  const ended = running.ended.then((end) => {
    isFit = false;
    return end;
  });
  return {
    kill: () => {
      isFit = false;
      running.kill();
    },
    isFit: () => isFit,
    work: async (order, take) => {
      orders += 1;
      const done = new Promise<null>((resolve) => {
        hear = (report) => {
          take(report);
          if (report.about !== "done") return;
          if (report.residentBytes > RESIDENT_BYTES_KEPT || orders >= ORDERS_MAX) isFit = false;
          resolve(null);
        };
      });
      running.tell(JSON.stringify(order));
      return await Promise.race([done, ended]);
    },
  };
}

/** Each may hold half a gigabyte for a moment: two at a time, whoever else waits. */
const twoAtATime = inTurn({ atOnce: 2, waitingMax: Number.POSITIVE_INFINITY });
const idle = new Map<Hand, NodeJS.Timeout>();

function takeHand(): Hand {
  for (const [hand, timer] of idle) {
    clearTimeout(timer);
    idle.delete(hand);
    if (hand.isFit()) return hand;
  }
  return startHand();
}

function putBack(hand: Hand): void {
  if (!hand.isFit()) {
    hand.kill();
    return;
  }
  const letGo = () => {
    idle.delete(hand);
    hand.kill();
  };
  idle.set(hand, setTimeout(letGo, IDLE_MS));
}

/**
 * Has an order carried out in a process of its own and hands on what is reported, one after the other. What ends the
 * process or takes too long is false. A process that never came up, or was stopped together with us, says nothing about
 * the picture: that is thrown, and the work taken up again later.
 */
export async function orderPicture(
  order: PictureOrder,
  timeoutSeconds: number,
  take: (report: PictureReport) => Promise<void>,
): Promise<boolean> {
  const end = await twoAtATime(async () => {
    // One that had been idle may have died unseen; a fresh one has not.
    for (let isAgain = false; ; isAgain = true) {
      const hand = takeHand();
      let hasBegun = false;
      let taken = Promise.resolve();
      try {
        const work = hand.work(order, (report) => {
          if (report.about === "begun") hasBegun = true;
          taken = taken.then(() => take(report));
          // Heard of below; until then nobody waits for it.
          taken.catch(() => undefined);
        });
        const { end } = await withinSeconds(timeoutSeconds, hand, work);
        await taken;
        if (end === null || hasBegun) return end;
        if (isAgain) throw new Error(`The process for pictures could not be started: ${end.printed.slice(-500)}`);
      } finally {
        putBack(hand);
      }
    }
  });
  if (end === "busy") throw new Error("Too many pictures wait");
  if (end?.how === "stopped") throw new Error("The process for pictures was stopped before it was done");
  return end === null;
}
