/**
 * A sender gives one callback address, `…/<account>/status`; what people answer goes to its sibling `…/<account>/inbound`,
 * and the account is whose message it is.
 */
export function accountOf(statusUrl: string | null): string {
  return segments(statusUrl).at(-2) ?? "";
}

/** Where answers to a message go; null when its sender gave no callback address. */
export function inboundUrlOf(statusUrl: string | null): string | null {
  if (statusUrl === null || segments(statusUrl).length < 2) return null;
  return statusUrl.replace(/[^/]+\/?(\?.*)?$/, "inbound");
}

function segments(url: string | null): string[] {
  const path = /^https?:\/\/[^/]+(\/[^?#]*)/.exec(url ?? "")?.[1] ?? "";
  return path.split("/").filter((segment) => segment !== "");
}
