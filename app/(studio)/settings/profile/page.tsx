import type { Metadata } from "next";
import { requireActor } from "@/app/_server/session";
import { changeOwnPassword, endOwnSessions, renameSelf } from "@/app/(studio)/settings/actions";
import { ProfileForms } from "@/components/settings/profile-forms";

export const metadata: Metadata = { title: "Your account" };

export default async function ProfilePage() {
  const { name, email } = await requireActor("read");
  return (
    <ProfileForms
      name={name}
      email={email}
      rename={renameSelf}
      changePassword={changeOwnPassword}
      endSessions={endOwnSessions}
    />
  );
}
