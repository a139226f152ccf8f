import { z } from "zod";

const environment = z.object({
  /** Whoever names it may read the metrics. */
  METRICS_TOKEN: z.string().min(16, { error: "METRICS_TOKEN must have at least 16 characters." }).optional(),
  CASCADE_URL: z.url(),
});

/** Who may read the metrics. Read at each request: a changed token needs no more than another environment. */
export function metricsEnv(): { token: string | null; isPublic: boolean } {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const { METRICS_TOKEN, CASCADE_URL } = environment.parse(given);
  const { hostname } = new URL(CASCADE_URL);
  return {
    token: METRICS_TOKEN ?? null,
    isPublic: !["localhost", "127.0.0.1", "[::1]"].includes(hostname),
  };
}
