import type { AuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { z } from "zod";
import { clientAddress } from "@/app/_server/client-address";
import { log } from "@/app/_server/log";
import { verifyPassword } from "@/app/_server/password";
import { forgetTries, takeTry } from "@/app/_server/rate-limit";
import { getConnection } from "@/db/client";
import { findCredentials, normalEmail } from "@/db/queries/users";

declare module "next-auth" {
  interface Session {
    userId: string;
    sessionVersion: number;
  }
  interface User {
    sessionVersion: number;
  }
}
declare module "next-auth/jwt" {
  interface JWT {
    userId: string;
    sessionVersion: number;
  }
}

const SESSION_SECONDS = 14 * 24 * 60 * 60;

const credentialsSchema = z.object({ email: z.string().trim().min(1).max(254), password: z.string().min(1).max(200) });

/**
 * The token names the person and the version of their sessions, nothing else. What they may do is read from the
 * database at each request, so that a changed role or an ended session counts at once.
 */
export const authOptions: AuthOptions = {
  session: { strategy: "jwt", maxAge: SESSION_SECONDS },
  pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
  // A stale cookie or a wrong password is no news; what next-auth would print may hold more than a log should.
  logger: {
    error: (code) => log.warn({ code }, "next-auth"),
    warn: (code) => log.debug({ code }, "next-auth"),
    debug: () => undefined,
  },
  providers: [
    Credentials({
      name: "Email and password",
      credentials: { email: { type: "email" }, password: { type: "password" } },
      authorize: (credentials, request) =>
        signInWithPassword(credentials, clientAddress(new Headers(request.headers ?? {})), new Date()),
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => (user ? { userId: user.id, sessionVersion: user.sessionVersion } : token),
    session: ({ session, token }) => ({
      expires: session.expires,
      userId: token.userId,
      sessionVersion: token.sessionVersion,
    }),
  },
};

/**
 * The person with this email and password; null when they do not fit. Throws `rate_limited:<seconds>` after too many
 * tries, the only channel next-auth leaves for saying more than no.
 */
export async function signInWithPassword(credentials: unknown, address: string, now: Date) {
  const parsed = credentialsSchema.safeParse(credentials);
  if (!parsed.success) return null;
  const { db } = getConnection();
  const email = normalEmail(parsed.data.email);
  const waits = await Promise.all([
    takeTry(db, "sign-in-account", email, now),
    takeTry(db, "sign-in-address", address, now),
  ]);
  const waitSeconds = Math.max(...waits);
  if (waitSeconds > 0) throw new Error(`rate_limited:${waitSeconds}`);

  const found = await findCredentials(db, email);
  if (!(await verifyPassword(parsed.data.password, found?.passwordHash ?? null)) || found === null) return null;
  await forgetTries(db, "sign-in-account", email);
  return { id: found.id, sessionVersion: found.sessionVersion };
}
