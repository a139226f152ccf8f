"use server";

import { defineAction } from "@/app/_server/action";
import { hashPassword } from "@/app/_server/password";
import { refuse } from "@/app/_server/refusal";
import { currentUser } from "@/app/_server/session";
import { type InviteOutcome, joinAsExisting, joinWithNewAccount, redeemOwnerInvite } from "@/db/queries/invites";
import { defaultSettings } from "@/lib/workspace/default-settings";
import { joinAsExistingSchema, joinSchema, setupSchema } from "@/lib/workspace/forms";

export const createOwner = defineAction({
  name: "owner.create",
  capability: "public",
  input: setupSchema,
  run: async ({ input, db, now }) => {
    const { token, name, email, password, workspaceName, defaultCountry, timeZone } = input;
    const outcome = await redeemOwnerInvite(db, {
      token,
      account: { name, email, passwordHash: await hashPassword(password) },
      workspace: {
        name: workspaceName,
        settings: defaultSettings({ name: workspaceName, ownerEmail: email, defaultCountry, timeZone }),
      },
      now,
    });
    return accepted(outcome);
  },
});

export const joinWorkspace = defineAction({
  name: "member.join",
  capability: "public",
  input: joinSchema,
  run: async ({ input: { token, name, email, password }, db, now }) => {
    const account = { name, email, passwordHash: await hashPassword(password) };
    return accepted(await joinWithNewAccount(db, { token, account, now }));
  },
});

export const joinWorkspaceSignedIn = defineAction({
  name: "member.join_signed_in",
  capability: "public",
  input: joinAsExistingSchema,
  run: async ({ input: { token }, db, now }) => {
    const user = await currentUser();
    if (user === null) refuse("signed_out", "You are signed out. Sign in, then open the link again.");
    return accepted(await joinAsExisting(db, { token, userId: user.id, now }));
  },
});

function accepted(outcome: InviteOutcome): { workspaceId: string } {
  switch (outcome) {
    case "invite_closed":
      return refuse("invite_closed", "This link was used already, has expired or was withdrawn. Ask for a new one.");
    case "email_taken":
      return refuse(
        "email_taken",
        "There is an account with this email. Sign in with it first, then open the link again.",
        "email",
      );
    case "already_member":
      return refuse("already_member", "You belong to this workspace already. The link stays usable for somebody else.");
    default:
      return { workspaceId: outcome.workspaceId };
  }
}
