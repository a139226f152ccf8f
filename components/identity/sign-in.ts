import { signIn } from "next-auth/react";

/** Signs in with next-auth; null when it worked, else a sentence for the person. */
export async function signInOrSay(email: string, password: string): Promise<string | null> {
  const answer = await signIn("credentials", { email, password, redirect: false }).catch(() => undefined);
  if (answer === undefined) return "The server did not answer. Check your connection and try again.";
  if (answer.ok && !answer.error) return null;
  const wait = /rate_limited:(\d+)/.exec(answer.error ?? "")?.[1];
  if (wait !== undefined) {
    const minutes = Math.ceil(Number(wait) / 60);
    return `Too many attempts. Wait ${minutes === 1 ? "a minute" : `${minutes} minutes`}, then try again.`;
  }
  if (answer.status === 401) return "This email and password do not belong together. Check both and try again.";
  return "Signing in did not work because of a problem on our side. Please try again.";
}
