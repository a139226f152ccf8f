import type { ChannelId } from "@/lib/channels/ids";
import type { Sender, Topic, WorkspaceSettings } from "@/lib/workspace/schema";

/** What a new owner says; everything else starts with a sensible value and can be changed in the settings. */
export interface NewWorkspace {
  name: string;
  ownerEmail: string;
  defaultCountry: string;
  timeZone: string;
}

const topics: Topic[] = [
  { key: "promotions", name: "Promotions", description: "Offers, sales and discounts." },
  { key: "updates", name: "Updates", description: "News about products, services and events." },
  { key: "reminders", name: "Reminders", description: "Appointments, deadlines and things left unfinished." },
];

/** Settings of a new workspace: three topics, and a sender on every channel of the sandbox, so that one can begin at once. */
export function defaultSettings({ name, ownerEmail, defaultCountry, timeZone }: NewWorkspace): WorkspaceSettings {
  const brandName = name.slice(0, 60);
  return {
    brandName,
    brandColor: "#0e6173",
    supportContact: ownerEmail,
    defaultCountry,
    timeZone,
    locale: "en",
    currency: currencies[defaultCountry] ?? "USD",
    topics: topics.map((topic) => ({ ...topic })),
    senders: sandboxSenders(brandName, ownerEmail),
    carrier: "sandbox",
  };
}

/** Senders of the sandbox carrier: fictional numbers and names that no network knows. */
function sandboxSenders(displayName: string, ownerEmail: string): Record<ChannelId, Sender> {
  const sender = (from: string): Sender => ({ from, displayName, canReceiveReplies: true });
  return {
    rcs: sender("CascadeDemo"),
    whatsapp: sender("14155550101"),
    mms: sender("14155550100"),
    sms: sender("14155550100"),
    messenger: sender("100000000000001"),
    push: { ...sender(pushSubject(ownerEmail)), canReceiveReplies: false },
  };
}

/** Whom a push service may write to; a sender id is at most 60 characters long. */
function pushSubject(email: string): string {
  const subject = `mailto:${email}`;
  return subject.length <= 60 ? subject : "mailto:push@example.com";
}

/** Currency by country, where the app offers one. */
const euro = "AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK".split(" ");
const currencies: Record<string, string> = {
  ...Object.fromEntries(euro.map((country) => [country, "EUR"])),
  AU: "AUD",
  BR: "BRL",
  CA: "CAD",
  CH: "CHF",
  GB: "GBP",
  IN: "INR",
  JP: "JPY",
  MX: "MXN",
  NZ: "NZD",
  SE: "SEK",
  US: "USD",
};

/** Currencies the settings offer. */
export const currencyCodes: readonly string[] = [...new Set(Object.values(currencies))].sort();
