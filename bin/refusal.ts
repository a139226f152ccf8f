/**
 * An expected reason not to start. Its message is the whole sentence a person reads: what is wrong, where, and what to
 * do. The launcher prints it without a stack trace; anything else that is thrown is a bug and keeps its trace.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** True for an error of the operating system with one of the given codes, such as `ENOSPC`. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "string" && codes.includes(error.code);
}

/** The sentence for a full disk, said the same way wherever the disk turns out to be full. */
export function diskFull(folder: string): Refusal {
  return new Refusal(
    `The disk that holds ${folder} is full. Free some space there, or choose another place with CASCADE_DATA=/path npm start.`,
  );
}
