"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { defineAction } from "@/app/_server/action";
import { webEnv } from "@/app/_server/env";
import { hashPassword, verifyPassword } from "@/app/_server/password";
import { takeTry } from "@/app/_server/rate-limit";
import { refuse } from "@/app/_server/refusal";
import { createMemberInvite, revokeInvite } from "@/db/queries/invites";
import { changePassword, endSessions, findPasswordHash, renameUser } from "@/db/queries/users";
import { changeRole, changeSettings, type MemberChange, removeMember } from "@/db/queries/workspaces";
import { channels } from "@/lib/channels/registry";
import {
  inviteSchema,
  linkTagsFormSchema,
  memberInviteSchema,
  memberRoleSchema,
  memberSchema,
  passwordChangeSchema,
  profileSchema,
  pushFormSchema,
  senderFormSchema,
  topicFormSchema,
  workspaceFormSchema,
} from "@/lib/workspace/forms";
import type { WorkspaceSettings } from "@/lib/workspace/schema";
import { senderWords } from "@/lib/workspace/sender-words";
import { topicKey } from "@/lib/workspace/topic-key";

const TOPICS_MAX = 20;

export const saveWorkspace = defineAction({
  name: "workspace.save",
  capability: "own",
  input: workspaceFormSchema,
  run: async ({ input: { name, ...form }, actor, db, now }) => {
    const { workspaceId, userId } = actor;
    await changeSettings(db, {
      workspaceId,
      userId,
      now,
      name,
      action: "workspace.changed",
      change: (settings) => ({ ...settings, ...form }),
    });
    revalidatePath("/", "layout");
    return null;
  },
});

export const saveTopic = defineAction({
  name: "topic.save",
  capability: "own",
  input: topicFormSchema,
  run: async ({ input: { key, name, description }, actor, db, now }) => {
    const { workspaceId, userId } = actor;
    await changeSettings(db, {
      workspaceId,
      userId,
      now,
      action: key === null ? "topic.added" : "topic.changed",
      change: (settings) => {
        const others = settings.topics.filter((topic) => topic.key !== key);
        if (others.some((topic) => topic.name.toLowerCase() === name.toLowerCase())) {
          refuse("topic_name_taken", "There is a topic with this name already. Choose another name.", "name");
        }
        if (key !== null) {
          if (others.length === settings.topics.length) refuse("not_found", "This topic is not there any more.");
          const topics = settings.topics.map((topic) => (topic.key === key ? { key, name, description } : topic));
          return { ...settings, topics };
        }
        if (others.length >= TOPICS_MAX) {
          refuse("too_many_topics", `A workspace has at most ${TOPICS_MAX} topics. Rename one that you no longer use.`);
        }
        const added = {
          key: topicKey(
            name,
            others.map((topic) => topic.key),
          ),
          name,
          description,
        };
        return { ...settings, topics: [...settings.topics, added] };
      },
    });
    revalidatePath("/settings/workspace");
    return null;
  },
});

export const saveLinkTags = defineAction({
  name: "link_tags.save",
  capability: "own",
  input: linkTagsFormSchema,
  run: async ({ input: { linkTags }, actor, db, now }) => {
    const { workspaceId, userId } = actor;
    const change = (settings: WorkspaceSettings) => ({ ...settings, linkTags });
    await changeSettings(db, { workspaceId, userId, now, action: "workspace.links_changed", change });
    revalidatePath("/settings/workspace");
    return null;
  },
});

export const savePush = defineAction({
  name: "push.save",
  capability: "own",
  input: pushFormSchema,
  run: async ({ input: { origins }, actor, db, now }) => {
    const { workspaceId, userId } = actor;
    const push = { origins: [...new Set(origins)] };
    const change = (settings: WorkspaceSettings) => ({ ...settings, push });
    await changeSettings(db, { workspaceId, userId, now, action: "workspace.push_changed", change });
    revalidatePath("/settings/push");
    return push;
  },
});

export const saveSender = defineAction({
  name: "sender.save",
  capability: "own",
  input: senderFormSchema,
  run: async ({ input: { channel, sender }, actor, db, now }) => {
    const { form, wrong, oneWay } = senderWords[channel];
    if (sender !== null && !form.test(sender.from)) refuse("invalid_input", wrong, "sender.from");
    const { workspaceId, userId } = actor;
    await changeSettings(db, {
      workspaceId,
      userId,
      now,
      action: sender === null ? "sender.turned_off" : "sender.changed",
      change: (settings) => {
        const { [channel]: _before, ...others } = settings.senders;
        if (sender === null) return { ...settings, senders: others };
        const canReceiveReplies = sender.canReceiveReplies && oneWay?.test(sender.from) !== true;
        const { limit, ...named } = sender;
        // A limit of a number says nothing about the name or the short code that took its place.
        const isLimited = limit !== undefined && channels[channel].senderLimit?.limitsSender(sender.from) === true;
        const saved = { ...named, canReceiveReplies, ...(isLimited && { limit }) };
        return { ...settings, senders: { ...others, [channel]: saved } };
      },
    });
    revalidatePath("/settings/senders");
    return null;
  },
});

export const inviteMember = defineAction({
  name: "member.invite",
  capability: "own",
  input: memberInviteSchema,
  run: async ({ input: { role, email }, actor, db, now }) => {
    const { workspaceId, userId } = actor;
    const token = await createMemberInvite(db, { workspaceId, invitedBy: userId, role, email: email || null, now });
    revalidatePath("/settings/members");
    return { link: `${webEnv().CASCADE_URL}/join/${token}` };
  },
});

export const withdrawInvite = defineAction({
  name: "member.invite_withdraw",
  capability: "own",
  input: inviteSchema,
  run: async ({ input: { inviteId }, actor, db }) => {
    await revokeInvite(db, actor.workspaceId, inviteId);
    revalidatePath("/settings/members");
    return null;
  },
});

export const changeMemberRole = defineAction({
  name: "member.change_role",
  capability: "own",
  input: memberRoleSchema,
  run: async ({ input: { userId, role }, actor, db, now }) => {
    answerMemberChange(
      await changeRole(db, { workspaceId: actor.workspaceId, userId, role, actorId: actor.userId, now }),
    );
    revalidatePath("/settings/members");
    return null;
  },
});

export const removeFromWorkspace = defineAction({
  name: "member.remove",
  capability: "own",
  input: memberSchema,
  run: async ({ input: { userId }, actor, db, now }) => {
    answerMemberChange(await removeMember(db, { workspaceId: actor.workspaceId, userId, actorId: actor.userId, now }));
    revalidatePath("/settings/members");
    return null;
  },
});

export const renameSelf = defineAction({
  name: "profile.rename",
  capability: "read",
  input: profileSchema,
  run: async ({ input: { name }, actor, db }) => {
    await renameUser(db, actor.userId, name);
    revalidatePath("/", "layout");
    return null;
  },
});

export const changeOwnPassword = defineAction({
  name: "profile.change_password",
  capability: "read",
  input: passwordChangeSchema,
  run: async ({ input: { current, next }, actor, db, now }) => {
    const waitSeconds = await takeTry(db, "password-change", actor.userId, now);
    if (waitSeconds > 0) {
      refuse("rate_limited", `Too many attempts. Try again in ${Math.ceil(waitSeconds / 60)} minutes.`);
    }
    if (!(await verifyPassword(current, await findPasswordHash(db, actor.userId)))) {
      refuse("wrong_password", "This is not your present password. Check it and try again.", "current");
    }
    await changePassword(db, actor.userId, await hashPassword(next));
    return null;
  },
});

export const endOwnSessions = defineAction({
  name: "profile.end_sessions",
  capability: "read",
  input: z.object({}),
  run: async ({ actor, db }) => {
    await endSessions(db, actor.userId);
    return null;
  },
});

function answerMemberChange(outcome: MemberChange): void {
  if (outcome === "not_found") refuse("not_found", "This person is not a member any more. Reload the page.");
  if (outcome === "last_owner") {
    refuse("last_owner", "A workspace needs an owner. Make somebody else an owner first.");
  }
}
