import { z } from "zod";

const environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "DATABASE_URL must be a postgres:// address" }),
  /** Connections one process may hold; web and worker each have their own pool. */
  DATABASE_CONNECTIONS_MAX: z.coerce.number().int().positive().default(10),
  /** Folder of uploaded and converted media. */
  CASCADE_BLOBS: z.string().min(1).default(".data/blobs"),
});

export type DatabaseEnv = z.infer<typeof environment>;

let parsed: DatabaseEnv | undefined;

/** The database's part of the environment, parsed at first use so that importing a query needs no database. */
export function databaseEnv(): DatabaseEnv {
  parsed ??= environment.parse(process.env);
  return parsed;
}
