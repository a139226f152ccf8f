import { expect, it } from "vitest";
import { exposition } from "@/lib/health/exposition";

it("writes families as Prometheus reads them, with what could end a line or a label escaped", () => {
  expect(
    exposition([
      { name: "cascade_up", kind: "gauge", help: "Whether\nit runs.", samples: [{ value: 1 }] },
      {
        ...{ name: "cascade_seconds", kind: "histogram", help: "How long." },
        samples: [
          { suffix: "_bucket", labels: { le: "0.1" }, value: 2 },
          { suffix: "_sum", labels: { path: 'a"b\\c' }, value: 0.25 },
        ],
      },
    ]),
  ).toBe(
    [
      "# HELP cascade_up Whether\\nit runs.",
      "# TYPE cascade_up gauge",
      "cascade_up 1",
      "# HELP cascade_seconds How long.",
      "# TYPE cascade_seconds histogram",
      'cascade_seconds_bucket{le="0.1"} 2',
      'cascade_seconds_sum{path="a\\"b\\\\c"} 0.25',
      "",
    ].join("\n"),
  );
});
