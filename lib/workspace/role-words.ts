import type { Role } from "@/lib/campaign/schema";

/** What a role is called and what it may do, as screens say it. */
export const roleWords: Record<Role, { name: string; may: string }> = {
  owner: { name: "Owner", may: "Everything, with settings, senders and members." },
  marketer: { name: "Marketer", may: "Contacts, media and campaigns: make, change, launch, pause and stop." },
  approver: { name: "Approver", may: "Look at everything; approve, launch, pause and stop campaigns." },
  viewer: { name: "Viewer", may: "Look at everything, change nothing." },
};
