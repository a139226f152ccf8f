import { createHash } from "node:crypto";
import type { AuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { z } from "zod";
import { clientAddress } from "@/app/_server/client-address";
import { verifyPassword } from "@/app/_server/password";
import { getConnection } from "@/db/client";
import { forgetAttempts, takeAttempt } from "@/db/queries/rate-limit";
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

/** Tries per account and per address within a window; both are counted in the database, for all web processes alike. */
const LIMITS = { account: { max: 10, seconds: 15 * 60 }, address: { max: 60, seconds: 15 * 60 } };

const credentialsSchema = z.object({ email: z.email().max(254), password: z.string().min(1).max(200) });

/**
 * The token names the person and the version of their sessions, nothing else. What they may do is read from the
 * database at each request, so that a changed role or an ended session counts at once.
 */
export const authOptions: AuthOptions = {
  session: { strategy: "jwt", maxAge: SESSION_SECONDS },
  pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
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

/** The person with this email and password; null when they do not fit. Throws `rate_limited:<seconds>` after too many tries. */
export async function signInWithPassword(credentials: unknown, address: string, now: Date) {
  const parsed = credentialsSchema.safeParse(credentials);
  if (!parsed.success) return null;
  const { db } = getConnection();
  const accountKey = attemptKey("account", normalEmail(parsed.data.email));
  const tries = await Promise.all([
    takeAttempt(db, { key: accountKey, ...LIMITS.account, now }),
    takeAttempt(db, { key: attemptKey("address", address), ...LIMITS.address, now }),
  ]);
  const waitSeconds = Math.max(...tries.map(({ retryAfterSeconds }) => retryAfterSeconds));
  if (waitSeconds > 0) throw new Error(`rate_limited:${waitSeconds}`);

  const found = await findCredentials(db, parsed.data.email);
  if (!(await verifyPassword(parsed.data.password, found?.passwordHash ?? null)) || found === null) return null;
  await forgetAttempts(db, accountKey, now);
  return { id: found.id, sessionVersion: found.sessionVersion };
}

/** The table of tries holds neither emails nor addresses. */
function attemptKey(kind: string, value: string): string {
  return createHash("sha256").update(`sign-in:${kind}:${value}`).digest("base64url");
}
