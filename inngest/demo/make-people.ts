import type { ProductAct } from "@/db/queries/catalogue";
import type { NewConsentEvent } from "@/db/queries/consent";
import type { DemoPerson } from "@/db/queries/demo";
import { demoProducts } from "@/inngest/demo/catalogue";
import { type Region, regions } from "@/inngest/demo/regions";
import { seededUuid } from "@/inngest/demo/seeded-uuid";
import { everything } from "@/lib/consent/schema";
import { seededRandom } from "@/lib/sandbox/seeded-random";

const dayMs = 86_400_000;
const tiers = ["bronze", "bronze", "silver", "silver", "gold"];
const wording = "Yes, send me offers and news from Harbor & Pine. I can stop at any time.";

export interface MadePerson extends DemoPerson {
  utcOffsetHours: number;
  consent: NewConsentEvent[];
  acts: ProductAct[];
  wantsPush: boolean;
}

/** Made-up people with plausible lives; the same seed gives the same people. */
export function makePeople(about: {
  workspaceId: string;
  count: number;
  now: Date;
  lists: { vip: string; newsletter: string; app: string };
}): MadePerson[] {
  return regions.flatMap((region, index) => {
    const before = regions.slice(0, index).reduce((sum, { weight }) => sum + Math.floor(weight * about.count), 0);
    const last = index === regions.length - 1;
    const count = last ? about.count - before : Math.floor(region.weight * about.count);
    return Array.from({ length: count }, (_, serial) => makePerson(region, serial, before + serial, about));
  });
}

function makePerson(
  region: Region,
  serial: number,
  number: number,
  { workspaceId, now, lists }: Parameters<typeof makePeople>[0],
): MadePerson {
  const id = seededUuid(`${workspaceId} person ${number}`);
  const random = seededRandom(`demo person ${number}`);
  const pick = <Item>(from: readonly Item[]): Item => {
    const item = from[Math.floor(random() * from.length)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  };
  const city = pick(region.cities);
  const createdAt = new Date(now.getTime() - Math.floor((60 + random() * 500) * dayMs));
  const phone = phoneOf(region, serial);
  const hasMessenger = random() < 0.2;
  const wantsPush = random() < 0.25;
  const tier = pick(tiers);
  const event = (channel: string, topic: string, status: "opted_in" | "opted_out", days: number): NewConsentEvent => ({
    ...{
      workspaceId,
      contactId: id,
      channel,
      topic,
      status,
      source: "demo",
      at: new Date(createdAt.getTime() + days * dayMs),
    },
    proof: status === "opted_in" ? { words: wording, page: "Sign-up form" } : { page: "Preference page" },
  });
  const mood = random();
  const viewed = pick(demoProducts);
  return {
    id,
    externalId: `HP-${String(10_000 + number)}`,
    firstName: pick(region.firstNames),
    lastName: pick(region.lastNames),
    locale: pick(region.locales),
    country: region.country,
    timeZone: city.timeZone,
    attributes: {
      city: city.name,
      last_viewed_product: viewed.title,
      loyalty_tier: tier,
      last_order_days: Math.floor(random() ** 2 * 400),
      orders: Math.floor(random() ** 2 * 20),
      app_user: wantsPush,
    },
    createdAt,
    // Whoever put something into the cart has looked at it first; most have not.
    acts: [
      { contactId: id, relation: "viewed", sku: viewed.sku, at: new Date(now.getTime() - (1 + (number % 40)) * dayMs) },
      ...(number % 4 === 0
        ? [
            {
              contactId: id,
              relation: "carted" as const,
              sku: viewed.sku,
              at: new Date(now.getTime() - (1 + (number % 9)) * dayMs),
            },
          ]
        : []),
    ],
    addresses: [
      { id: seededUuid(`${id} phone`), kind: "phone", value: phone, detail: {} },
      ...(hasMessenger
        ? [
            {
              id: seededUuid(`${id} messenger`),
              kind: "messenger" as const,
              value: `90000000${String(10_000_000 + number)}`,
              detail: {},
            },
          ]
        : []),
    ],
    listIds: [
      ...(tier === "gold" ? [lists.vip] : []),
      ...(random() < 0.5 ? [lists.newsletter] : []),
      ...(wantsPush ? [lists.app] : []),
    ],
    utcOffsetHours: city.utcOffsetHours,
    wantsPush,
    // A few never agreed; some left everything, a topic or a channel later.
    consent: [
      ...(mood < 0.06 ? [] : [event(everything, everything, "opted_in", 0)]),
      ...(mood >= 0.06 && mood < 0.09 ? [event(everything, everything, "opted_out", 20)] : []),
      ...(mood >= 0.09 && mood < 0.14 ? [event(everything, "promotions", "opted_out", 20)] : []),
      ...(mood >= 0.14 && mood < 0.18 ? [event("whatsapp", everything, "opted_out", 20)] : []),
    ],
  };
}

function phoneOf(region: Region, serial: number): string {
  const perPrefix = 10 ** region.serialDigits;
  const prefix = region.phonePrefixes[Math.floor(serial / perPrefix)];
  if (prefix === undefined) throw new Error(`no reserved numbers are left in ${region.country}`);
  return `${prefix}${String(serial % perPrefix).padStart(region.serialDigits, "0")}`;
}
