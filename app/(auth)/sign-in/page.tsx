import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentUser } from "@/app/_server/session";
import { AuthCard } from "@/components/identity/auth-card";
import { SignInForm } from "@/components/identity/sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const next = ownPath((await searchParams).next);
  if ((await currentUser()) !== null) redirect(next);
  return (
    <AuthCard
      title="Sign in"
      description="Use the email and password of your account. New here? Ask an owner of your workspace for a link."
    >
      <SignInForm next={next} />
    </AuthCard>
  );
}

/** A path of this site, never another site's address: "//evil" and "/\evil" are such in disguise. */
function ownPath(next: string | string[] | undefined): string {
  return typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : "/campaigns";
}
