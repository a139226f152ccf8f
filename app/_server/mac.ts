import { createHmac } from "node:crypto";
import { webEnv } from "@/app/_server/env";

/** Signs and checks the codes in links that people get. */
export function linkMac(bytes: Uint8Array): Uint8Array {
  return createHmac("sha256", webEnv().CASCADE_LINK_SECRET).update(bytes).digest();
}
