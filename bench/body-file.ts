import { appendFile } from "node:fs/promises";

const CHARS_PER_WRITE = 1_000_000;

/** Keeps bodies on the disk, one a line: those of a large campaign fit into no message between processes. */
export class BodyFile {
  private lines: string[] = [];
  private chars = 0;
  private written = Promise.resolve();

  constructor(private readonly path: string) {}

  add(body: string): void {
    this.lines.push(body);
    this.chars += body.length;
    if (this.chars >= CHARS_PER_WRITE) void this.flush();
  }

  /** Settles when everything added so far is in the file. */
  flush(): Promise<void> {
    const text = this.lines.map((line) => `${line}\n`).join("");
    this.lines = [];
    this.chars = 0;
    this.written = this.written.then(() => appendFile(this.path, text));
    return this.written;
  }
}
