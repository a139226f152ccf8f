import { webEnv } from "@/app/_server/env";
import { linkMac } from "@/app/_server/mac";
import type { PushDeps } from "./[key]/push-door";

/** What the doors of push pages need of this installation. */
export function pushDeps(db: PushDeps["db"], now: Date): PushDeps {
  const { CASCADE_URL, VAPID_PUBLIC_KEY } = webEnv();
  return { db, now, mac: linkMac, publicUrl: CASCADE_URL, vapidPublicKey: VAPID_PUBLIC_KEY };
}
