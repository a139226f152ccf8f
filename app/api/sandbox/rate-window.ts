const holder = globalThis as { cascadeSandboxWindow?: { second: number; count: number } };

/** Counts a message of this second; true when there were more than allowed. One count for each web process. */
export function isRateExceeded(messagesPerSecondMax: number | null, now: Date): boolean {
  if (messagesPerSecondMax === null) return false;
  const second = Math.floor(now.getTime() / 1000);
  if (holder.cascadeSandboxWindow?.second !== second) holder.cascadeSandboxWindow = { second, count: 0 };
  holder.cascadeSandboxWindow.count += 1;
  return holder.cascadeSandboxWindow.count > messagesPerSecondMax;
}
