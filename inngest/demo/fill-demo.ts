import type { Sql } from "@/db/client";
import { saveProductActs, saveProducts } from "@/db/queries/catalogue";
import { appendConsentEvents } from "@/db/queries/consent";
import {
  beginDemo,
  type DemoPhone,
  findDemo,
  finishDemo,
  insertDemoCampaign,
  insertDemoPeople,
  removeUnfilledDemo,
} from "@/db/queries/demo";
import { ensureContactList } from "@/db/queries/lists";
import { type PushSubscription, storePushSubscriptions } from "@/db/queries/sandbox";
import { type DemoScript, type DemoThings, demoScripts } from "@/inngest/demo/campaigns";
import { demoCatalogue } from "@/inngest/demo/catalogue";
import { drawPictures } from "@/inngest/demo/draw-pictures";
import { type MadePerson, makePeople } from "@/inngest/demo/make-people";
import { seededUuid } from "@/inngest/demo/seeded-uuid";
import { VirtualWorld, type WorldDeps } from "@/inngest/demo/virtual-world";
import { makeSubscriptionKeys } from "@/inngest/sandbox/push-encryption";
import { armKeys } from "@/lib/campaign/schema";
import { localDay } from "@/lib/consent/local-day";
import { examplePrices } from "@/lib/cost/default-prices";
import { habitsOf } from "@/lib/sandbox/simulated-person";
import { defaultSettings } from "@/lib/workspace/default-settings";

/** What the workspace is called at first. */
export const demoName = "Demo: Harbor & Pine";
const hourMs = 3_600_000;
const peoplePerStatement = 1000;

export interface DemoDeps extends WorldDeps {
  sql: Sql;
  /** Now, on the wall: history ends here. */
  now: Date;
  blobFolder?: string;
}

export interface DemoSize {
  contacts: number;
  /** Only these campaigns; null for all. */
  only: readonly string[] | null;
  say: (line: string) => void;
}

/**
 * Fills the demo workspace unless it is complete. One that was cut off is taken back and made anew. Its history is
 * made by the code that really sends, on a virtual clock, with simulated people. False when there was nothing to do.
 */
export async function fillDemo(deps: DemoDeps, size: DemoSize): Promise<boolean> {
  const { db, now } = deps;
  const found = await findDemo(db);
  if (found?.isFilled) return false;
  if (found !== null) await removeUnfilledDemo(db, found.id);
  // The ledger cannot forget, so people made again are other people.
  const workspaceId = seededUuid(`harbor and pine ${found?.id ?? ""}`);
  const settings = defaultSettings({
    ...{ name: "Harbor & Pine", ownerEmail: "hello@harborandpine.example", defaultCountry: "US" },
    timeZone: "America/New_York",
  });
  const firstDay = localDay(new Date(now.getTime() - 61 * 24 * hourMs), settings.timeZone);
  await beginDemo(db, { id: workspaceId, name: demoName, settings, prices: examplePrices(firstDay), now });
  const lists = {
    vip: await ensureContactList(db, workspaceId, "Gold members"),
    newsletter: await ensureContactList(db, workspaceId, "Newsletter"),
    app: await ensureContactList(db, workspaceId, "App users"),
  };
  const people = makePeople({ workspaceId, count: size.contacts, now, lists });
  await addPeople(deps, workspaceId, people);
  size.say(`${people.length} made-up people`);
  const media = await drawPictures({ ...deps, now: () => now, ffmpegPath: null }, workspaceId);
  await saveProducts(db, workspaceId, demoCatalogue(media), now);
  await playCampaigns(deps, size, { workspaceId, people, things: { media, lists } });
  await finishDemo(db, workspaceId, now);
  return true;
}

async function addPeople(deps: DemoDeps, workspaceId: string, people: readonly MadePerson[]): Promise<void> {
  for (let from = 0; from < people.length; from += peoplePerStatement) {
    const some = people.slice(from, from + peoplePerStatement);
    const phones: DemoPhone[] = [];
    const subscriptions: PushSubscription[] = [];
    for (const person of some) {
      const { platform, hasRcs: rcs, hasWhatsapp: whatsapp, hasPush } = habitsOf(person.id);
      const phone = { platform, rcs, whatsapp, push: hasPush, personSeed: person.id };
      if (person.wantsPush) {
        const id = seededUuid(`${person.id} subscription`);
        const keys = makeSubscriptionKeys();
        subscriptions.push({ id, account: workspaceId, number: person.id, ...keys });
        person.addresses.push({
          ...{ id: seededUuid(`${person.id} push`), kind: "push", value: `${deps.publicUrl}/api/sandbox/push/${id}` },
          detail: { p256dh: keys.publicKey, auth: keys.auth, platform },
        });
      }
      for (const { kind, value } of person.addresses)
        phones.push({ ...phone, number: kind === "push" ? person.id : value });
    }
    await insertDemoPeople(deps.db, workspaceId, some, phones, deps.now);
    await storePushSubscriptions(deps.sql, subscriptions);
    await saveProductActs(
      deps.db,
      workspaceId,
      some.flatMap((person) => person.acts),
    );
    await appendConsentEvents(
      deps.db,
      some.flatMap((person) => person.consent),
    );
  }
}

async function playCampaigns(
  deps: DemoDeps,
  { only, say }: DemoSize,
  demo: { workspaceId: string; people: readonly MadePerson[]; things: DemoThings },
): Promise<void> {
  const { workspaceId, people, things } = demo;
  const scripts = demoScripts(things).filter(({ key }) => only === null || only.includes(key));
  const byAddress = new Map(
    people.flatMap(({ id, utcOffsetHours, addresses }) =>
      addresses.map(({ value }) => [value, { seed: id, utcOffsetHours }] as const),
    ),
  );
  const start = new Date(deps.now.getTime() - 60 * 24 * hourMs);
  const personOf = (address: string) => byAddress.get(address) ?? null;
  const world = new VirtualWorld({ ...deps, workspaceId, seed: workspaceId, start, personOf });
  for (const script of scripts) {
    const id = await addCampaign(deps, workspaceId, script);
    if (script.launchedHoursAgo === null) continue;
    const launchAt = new Date(deps.now.getTime() - script.launchedHoursAgo * hourMs);
    await world.play(id, launchAt, deps.now);
    say(`${script.name} was played`);
  }
}

async function addCampaign(deps: DemoDeps, workspaceId: string, script: DemoScript): Promise<string> {
  const { key, name: title, arms, launchedHoursAgo, ...setup } = script;
  const id = seededUuid(`${workspaceId} campaign ${key}`);
  const madeAt = new Date(deps.now.getTime() - (launchedHoursAgo ?? 0) * hourMs - hourMs);
  const times = { createdAt: madeAt, updatedAt: madeAt };
  await insertDemoCampaign(
    deps.db,
    { id, workspaceId, name: title, ...setup, schedule: { kind: "now" }, assignmentSalt: id, ...times },
    arms.flatMap((arm, index) => {
      const letter = armKeys[index];
      return letter === undefined ? [] : [{ key: letter, ...arm }];
    }),
  );
  return id;
}
