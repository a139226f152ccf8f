/** Answers to opt-outs hold a connection while they wait for a batch that is being decided about; ten were used up. */
const connectionsMax = "30";

/** What the web server gets beside the common environment. */
export function webEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, DATABASE_CONNECTIONS_MAX: env.DATABASE_CONNECTIONS_MAX || connectionsMax };
}
