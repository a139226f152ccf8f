/** A metric with its values, as Prometheus reads it. */
export interface MetricFamily {
  /** Ends in its unit; a counter's in `_total`. */
  name: string;
  kind: "counter" | "gauge" | "histogram";
  help: string;
  samples: readonly MetricSample[];
}

export interface MetricSample {
  value: number;
  /** Only values out of short, fixed lists: each combination is a series that is kept for ever. */
  labels?: Readonly<Record<string, string>>;
  /** `_bucket`, `_sum` or `_count` of a histogram. */
  suffix?: string;
}

/** Families in the text format of Prometheus (prometheus.io/docs/instrumenting/exposition_formats, version 0.0.4). */
export function exposition(families: readonly MetricFamily[]): string {
  const lines: string[] = [];
  for (const { name, kind, help, samples } of families) {
    lines.push(`# HELP ${name} ${escaped(help)}`, `# TYPE ${name} ${kind}`);
    for (const { value, labels, suffix } of samples) lines.push(`${name}${suffix ?? ""}${labelText(labels)} ${value}`);
  }
  return `${lines.join("\n")}\n`;
}

function labelText(labels: Readonly<Record<string, string>> = {}): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value).replaceAll('"', '\\"')}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}
