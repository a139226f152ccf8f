import { readdirSync, readFileSync } from "node:fs";

/** The most memory a part and the processes it started have held at one moment, in MB. */
export interface Memory {
  own: number;
  /** Each ffmpeg by itself. */
  ffmpeg: number;
  /** Each process for pictures by itself. */
  pictures: number;
  /** All the processes it started, together. */
  children: number;
}

interface Running {
  pid: number;
  parent: number;
  mb: number;
  isFfmpeg: boolean;
}

const LOOK_MS = 100;

/** Looks at a part and its children again and again until it is stopped, then answers the maxima. Linux alone tells. */
export function watchMemory(pidOf: () => number): () => Memory {
  const most: Memory = { own: 0, ffmpeg: 0, pictures: 0, children: 0 };
  const look = () => {
    const running = processes();
    const root = pidOf();
    const children = descendants(running, root);
    const keep = (name: keyof Memory, mb: number) => {
      most[name] = Math.max(most[name], Math.round(mb));
    };
    for (const each of running) if (each.pid === root) keep("own", each.mb);
    for (const each of children) keep(each.isFfmpeg ? "ffmpeg" : "pictures", each.mb);
    keep(
      "children",
      children.reduce((sum, { mb }) => sum + mb, 0),
    );
  };
  const timer = setInterval(look, LOOK_MS);
  return () => {
    clearInterval(timer);
    return most;
  };
}

function descendants(running: readonly Running[], root: number): Running[] {
  const own = running.filter(({ parent }) => parent === root);
  return own.flatMap((child) => [child, ...descendants(running, child.pid)]);
}

function processes(): Running[] {
  try {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => running(Number(name)));
  } catch {
    return [];
  }
}

function running(pid: number): Running[] {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const number = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
    return [
      {
        ...{ pid, parent: number("PPid"), mb: number("VmRSS") / 1024 },
        isFfmpeg: /^Name:\s+ffmpeg/.test(status),
      },
    ];
  } catch {
    // It ended between the two looks.
    return [];
  }
}
