/** Codes of a database that is away or coming back, and of transactions that only got into each other's way. */
const passingCode = /^(CONNECTION_|ECONN|EPIPE|ETIMEDOUT|08|57P0[1-5]|53300|40001|40P01)/;

/** Whether an error of the database says nothing about the statement, so that the same statement may work soon. */
export function isPassing(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string" && passingCode.test(cause.code)) return true;
  }
  return false;
}

const triesMax = 4;

/** Tries again what only met a passing disturbance. What is given must be safe to repeat: a transaction is. */
export async function passingAgain<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === triesMax || !isPassing(error)) throw error;
    }
  }
}
