import { expect, it } from "vitest";
import { scrubLine } from "@/lib/health/scrub-line";

it("takes out what may be a phone's number and what may be a secret, and leaves the rest as it is", () => {
  expect(scrubLine('{"level":50,"time":1795718577575,"msg":"to +14155550123 failed"}')).toBe(
    '{"level":50,"time":1795718577575,"msg":"to [number] failed"}',
  );
  expect(scrubLine('{"to":"14155550123","n":4155550123}')).toBe('{"to":"[number]","n":[number]}');
  expect(scrubLine('{"authorization":"Bearer ey.J-x_y="}')).toBe('{"authorization":"Bearer [secret]"}');
  const harmless =
    '{"level":30,"time":1795718577575,"pid":123456789,"runId":"0197a000-0000-7000-8000-000000000001","ms":12345678,"at":"2026-03-01T12:00:00.000Z"}';
  expect(scrubLine(harmless)).toBe(harmless);
});
