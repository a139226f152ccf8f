import type { Role } from "@/lib/campaign/schema";

/** What somebody may do in a workspace. */
export const capabilities = ["read", "write", "launch", "approve", "own"] as const;
export type Capability = (typeof capabilities)[number];

const granted: Record<Role, readonly Capability[]> = {
  owner: ["read", "write", "launch", "approve", "own"],
  marketer: ["read", "write", "launch"],
  approver: ["read", "approve", "launch"],
  viewer: ["read"],
};

/** Whether a role includes a capability. The one place that decides who may do what. */
export function can(role: Role, capability: Capability): boolean {
  return granted[role].includes(capability);
}
