import { Smartphone } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { TimeText } from "@/components/ui/time-text";
import { contactName, countryText, phoneText } from "@/lib/audience/contact-words";
import type { AddressKind } from "@/lib/channels/contract";
import { ConsentHistory, type ConsentHistoryItem } from "./consent-history";
import { ConsentNow } from "./consent-now";
import { Timeline, type TimelineProps } from "./timeline";

interface ShownContact {
  id: string;
  externalId: string | null;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  locale: string | null;
  country: string | null;
  timeZone: string | null;
  attributes: Record<string, string | number | boolean>;
  pausedUntil: Date | null;
  createdAt: Date;
  addresses: readonly { kind: AddressKind; value: string }[];
  consent: readonly { channel: string; topic: string; status: "opted_in" | "opted_out" }[];
}

interface ContactScreenProps {
  contact: ShownContact;
  history: readonly ConsentHistoryItem[];
  lists: readonly string[];
  topics: readonly { key: string; name: string }[];
  timeZone: string;
  hasVirtualPhone: boolean;
  timeline: Pick<TimelineProps, "events" | "isFirstPage" | "nextAfter">;
}

/** One person: how to reach them, what is known, what they agreed to and how we know, what happened. */
export function ContactScreen(props: ContactScreenProps) {
  const { contact, history, lists, topics, timeZone, hasVirtualPhone, timeline } = props;
  const attributes = Object.entries(contact.attributes).sort(([a], [b]) => a.localeCompare(b, "en"));
  return (
    <>
      <PageHeader
        above={
          <Link href="/audience" className="hover:underline">
            Audience
          </Link>
        }
        title={<bdi>{contactName(contact)}</bdi>}
        actions={
          hasVirtualPhone && (
            <Button asChild>
              <Link href={`/sandbox/phones/${contact.id}`}>
                <Smartphone aria-hidden />
                Open virtual phone
              </Link>
            </Button>
          )
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="grid min-w-0 gap-4">
          <Card title="How to reach them">
            <Facts facts={reachFacts(contact)} empty="No address is known, so nothing can be sent." />
          </Card>
          <Card title="About them">
            <Facts facts={aboutFacts(contact, timeZone)} empty="Nothing is known." />
          </Card>
          <Card title="Attributes">
            <Facts
              facts={attributes.map(([name, value]) => [name.replaceAll("_", " "), String(value)])}
              empty="None. Columns of an imported file can become attributes."
            />
          </Card>
          <Card title="Lists">
            {lists.length === 0 ? (
              <p className="text-muted">On no list.</p>
            ) : (
              <ul className="flex flex-wrap gap-2">
                {lists.map((name) => (
                  <li key={name} className="min-w-0">
                    <Badge className="max-w-full truncate">{name}</Badge>
                  </li>
                ))}
              </ul>
            )}
          </Card>
        </div>
        <div className="grid min-w-0 gap-4">
          <ConsentNow consent={contact.consent} topics={topics} pausedUntil={contact.pausedUntil} timeZone={timeZone} />
          <ConsentHistory history={history} topics={topics} timeZone={timeZone} />
        </div>
        <div className="min-w-0 lg:col-span-2">
          <Timeline contactId={contact.id} topics={topics} timeZone={timeZone} {...timeline} />
        </div>
      </div>
    </>
  );
}

type Fact = [label: string, value: ReactNode];

function Facts({ facts, empty }: { facts: readonly Fact[]; empty: string }) {
  if (facts.length === 0) return <p className="text-muted">{empty}</p>;
  return (
    <dl className="grid gap-x-4 gap-y-2 sm:grid-cols-[10rem_1fr]">
      {facts.map(([label, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a person may have two numbers under one label
        <div key={index} className="contents">
          <dt className="break-words text-muted">{label}</dt>
          <dd dir="auto" className="min-w-0 break-words">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const addressWords: Record<AddressKind, string> = { phone: "Phone", messenger: "Messenger id", push: "Push" };

function reachFacts({ addresses, email }: ShownContact): Fact[] {
  const facts: Fact[] = addresses.map(({ kind, value }) => [
    addressWords[kind],
    kind === "phone" ? phoneText(value) : kind === "push" ? "A subscribed browser" : value,
  ]);
  return email === null ? facts : [...facts, ["Email", email]];
}

function aboutFacts(contact: ShownContact, timeZone: string): Fact[] {
  const facts: [string, string | null][] = [
    ["First name", contact.firstName],
    ["Last name", contact.lastName],
    ["Customer id", contact.externalId],
    ["Country", contact.country === null ? null : countryText(contact.country)],
    ["Language", contact.locale],
    ["Time zone", contact.timeZone],
  ];
  return [
    ...facts.filter(([, value]) => value !== null && value !== ""),
    ["Added", <TimeText key="added" at={contact.createdAt} timeZone={timeZone} showZone />],
  ];
}
