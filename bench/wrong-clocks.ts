import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ROOT } from "@/bin/children";

/** As far as the clocks of two parts may be apart and a signed webhook still be believed. */
const OFFSET_MS_MAX = 20_000;

/** The clocks of worker and web server, each of which can be put wrong while it runs. */
export class WrongClocks {
  jumps = 0;

  constructor(private readonly folder: string) {
    this.right();
  }

  /** What a process needs so that its clock can be put wrong. */
  envOf(part: "worker" | "web"): Record<string, string> {
    const preload = pathToFileURL(join(ROOT, "bench", "shift-clock.mjs")).href;
    return { BENCH_CLOCK_FILE: this.fileOf(part), NODE_OPTIONS: `--import ${preload}` };
  }

  /** One of the two jumps forward or back, never further from the right time than a machine without NTP soon is. */
  jump(random: () => number): void {
    const part = random() < 0.5 ? "worker" : "web";
    writeFileSync(this.fileOf(part), String(Math.round((random() * 2 - 1) * OFFSET_MS_MAX)));
    this.jumps += 1;
  }

  right(): void {
    for (const part of ["worker", "web"] as const) writeFileSync(this.fileOf(part), "0");
  }

  private fileOf(part: "worker" | "web"): string {
    return join(this.folder, `clock-${part}`);
  }
}
