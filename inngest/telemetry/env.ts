import { z } from "zod";

const environment = z.object({
  /** Base address of an OpenTelemetry collector, such as http://localhost:4318. Without it nothing is traced. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
});

/** Where traces go; null for nowhere, which is how Cascade starts. */
export function tracingEndpoint(): string | null {
  // An empty variable means "not set".
  const given = process.env.OTEL_EXPORTER_OTLP_ENDPOINT || undefined;
  return environment.parse({ OTEL_EXPORTER_OTLP_ENDPOINT: given }).OTEL_EXPORTER_OTLP_ENDPOINT ?? null;
}
