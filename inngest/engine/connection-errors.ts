function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "";
}

/** The connection is gone, or the server shuts down or starts (class 57P). */
export function isLostConnection(error: unknown): boolean {
  return /^(CONNECTION_|CONNECT_|ECONN|EPIPE|ETIMEDOUT|08|57P)/.test(codeOf(error));
}

/** Trying again later may help: a lost connection, a deadlock or a serialisation failure (class 40). */
export function isPassing(error: unknown): boolean {
  return isLostConnection(error) || codeOf(error).startsWith("40");
}
