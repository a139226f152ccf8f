import type { Interval } from "@/lib/quiet-hours/open-intervals";
import type { Place } from "@/lib/quiet-hours/places-of";
import type { OwnHours } from "@/lib/quiet-hours/schema";
import { openAt, type SendingWindow, sendingWindow } from "@/lib/quiet-hours/sending-window";

interface Answer {
  window: SendingWindow;
  askedAt: Date;
}

const hourMs = 3_600_000;

/**
 * Answers about one person after the other. Most are somewhere many others are too, so an answer is kept for as long as
 * it holds, and the open times of each place for an hour.
 */
export function sendingWindows(quietHours: OwnHours): (places: readonly Place[], at: Date) => SendingWindow {
  // People with the same places share the list of them too.
  const answers = new WeakMap<readonly Place[], Answer>();
  const open = keptFor(hourMs, openAt(quietHours));
  return (places, at) => {
    const before = answers.get(places);
    if (before !== undefined && holds(before, at)) return before.window;
    const window = sendingWindow(places, open, at);
    answers.set(places, { window, askedAt: at });
    return window;
  };
}

function holds({ window, askedAt }: Answer, at: Date): boolean {
  const changesAt = window.isOpen ? window.closesAt : window.opensAt;
  return at >= askedAt && (changesAt === null ? window.isOpen : at < changesAt);
}

function keptFor(keptMs: number, find: ReturnType<typeof openAt>): ReturnType<typeof openAt> {
  const known = new Map<string, { open: readonly Interval[] | null; fromMs: number }>();
  return (place, fromMs) => {
    const key = `${place.country} ${place.state} ${place.timeZone}`;
    const before = known.get(key);
    if (before !== undefined && before.fromMs <= fromMs && fromMs - before.fromMs < keptMs) return before.open;
    const open = find(place, fromMs);
    known.set(key, { open, fromMs });
    return open;
  };
}
