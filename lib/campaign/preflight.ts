import { codeProblems } from "@/lib/campaign/code-problems";
import { inventedPerson } from "@/lib/campaign/invented-person";
import type { NeededTemplate } from "@/lib/campaign/needed-templates";
import type { PreflightProblem } from "@/lib/campaign/preflight-problem";
import type { TemplateStanding } from "@/lib/campaign/template-standing";
import { templateStateWords } from "@/lib/campaign/template-state";
import { type MessageGaps, variableProblems } from "@/lib/campaign/variable-problems";
import type { Finding, RenditionFile } from "@/lib/channels/contract";
import type { ChannelId } from "@/lib/channels/ids";
import { lostLetters } from "@/lib/channels/lost-letters";
import { type PreviewWorkspace, previewContext } from "@/lib/channels/preview-context";
import { channels } from "@/lib/channels/registry";
import type { Ladder } from "@/lib/ladder/schema";
import type { RenditionProfile } from "@/lib/media/profiles";
import { messageProblems } from "@/lib/message/message-problems";
import type { Person } from "@/lib/message/person";
import { prepareMessage, renderMessage } from "@/lib/message/render-message";
import type { Message } from "@/lib/message/schema";
import type { PromoPoolItem } from "@/lib/promo/pool-form";
import { sampleCode } from "@/lib/promo/sample-code";

export interface PreflightFacts {
  workspace: PreviewWorkspace;
  arms: readonly { key: string; name: string; message: Message; weightPercent: number }[];
  holdoutPercent: number;
  ladder: Ladder;
  schedule: { kind: "now" } | { kind: "at"; at: string };
  audienceCount: number;
  reachableCount: number;
  samplePerson: Person;
  /** Who lacks what the message of each variant asks for, by the variant's key. */
  gaps: ReadonlyMap<string, MessageGaps>;
  rendition(mediaId: string, profile: RenditionProfile): RenditionFile | null;
  /** The workspace's lists of promo codes. */
  promoPools: readonly Pick<PromoPoolItem, "id" | "name" | "left">[];
  /** Every template the campaign may name, of all variants and languages, and what became of it. */
  templates: readonly (Pick<NeededTemplate, "channel" | "definition" | "arms"> & TemplateStanding)[];
  now: Date;
}

/** Everything that stands in the way of a launch, or that the marketer should know before it. */
export function preflight(facts: PreflightFacts): PreflightProblem[] {
  return [
    ...audienceProblems(facts),
    ...messageFindings(facts),
    ...codeProblems(facts, facts.promoPools),
    ...templateProblems(facts),
    ...ladderProblems(facts),
    ...scheduleProblems(facts),
  ];
}

function audienceProblems({ audienceCount, reachableCount }: PreflightFacts): PreflightProblem[] {
  if (audienceCount === 0) {
    return [
      {
        severity: "blocker",
        step: "audience",
        text: "Nobody is in the audience.",
        remedy: "Choose other people, or import contacts.",
      },
    ];
  }
  if (reachableCount > 0) return [];
  const text =
    "Nobody in the audience can be reached: each lacks consent or an address on every channel of the ladder.";
  return [{ severity: "blocker", step: "audience", text, remedy: "Import consent, or add channels to the ladder." }];
}

function messageFindings(facts: PreflightFacts): PreflightProblem[] {
  const used = [...new Set(facts.ladder.rungs.flatMap((rung) => rung.channels))];
  const several = facts.arms.length > 1;
  return facts.arms.flatMap((arm) => {
    const place = several ? `${arm.name}: ` : "";
    const general = messageProblems(arm.message).map((finding) => toProblem(finding, place));
    // An empty message is one thing to mend, not one per channel.
    if (arm.message.blocks.length === 0) return general;
    const gaps = facts.gaps.get(arm.key);
    const lacks = gaps === undefined ? [] : variableProblems(gaps, place);
    return [...general, ...lacks, ...used.flatMap((id) => channelFindings(facts, arm.message, id, place))];
  });
}

function channelFindings(facts: PreflightFacts, message: Message, id: ChannelId, place: string): PreflightProblem[] {
  const channel = channels[id];
  if (facts.workspace.senders[id] === undefined) {
    const text = `${channel.name} has no sender, so nobody is reached there.`;
    return [
      { severity: "warning", step: "settings", text, remedy: "Set up a sender, or take the channel off the ladder." },
    ];
  }
  const prepared = prepareMessage(message);
  const renderFor = (person: Person) =>
    renderMessage(prepared, { person, channel: id, locale: facts.workspace.locale, promoCode: sampleCode });
  const { samplePerson } = facts;
  const own = renderFor(samplePerson);
  // Who lacks a value says nothing of what the others get.
  const rendered = own.missing.length === 0 ? own : renderFor(inventedPerson(message, samplePerson.locale));
  if (rendered.missing.length > 0) return [];
  const context = previewContext(channel, facts.workspace, {
    message,
    locale: samplePerson.locale,
    country: samplePerson.country,
    windowOpen: false,
    rendition: facts.rendition,
  });
  const lost = channel.imageProfile === null ? [] : lostLetters(rendered.message);
  return [...channel.compile(rendered.message, context).findings, ...lost]
    .filter(({ severity }) => severity !== "note")
    .map((finding) => toProblem(finding, `${place}${channel.name}: `));
}

function toProblem(finding: Finding, place: string): PreflightProblem {
  const severity = finding.severity === "blocker" ? "blocker" : "warning";
  return { severity, step: "compose", text: `${place}${finding.text}`, remedy: finding.remedy };
}

/** A campaign goes out only when every message it may send is approved: nobody is found out of reach halfway. */
function templateProblems({ templates, workspace, arms }: PreflightFacts): PreflightProblem[] {
  return templates.flatMap(({ channel, definition, arms: used, state, reason }) => {
    if (state === "approved" || workspace.senders[channel] === undefined) return [];
    const { name, language } = definition;
    const whose = arms.length > 1 ? ` of ${used.join(" and ")}` : "";
    const { label, next } = templateStateWords[state ?? "new"];
    const text = `The ${channels[channel].name} template ${name}${whose} in ${language} is not approved (${label.toLowerCase()}). ${reason ?? ""}`;
    return [{ severity: "blocker" as const, step: "templates" as const, text: text.trim(), remedy: next }];
  });
}

function ladderProblems({ ladder }: PreflightFacts): PreflightProblem[] {
  return ladder.rungs.flatMap((rung, index) => {
    const silent = rung.channels.filter((id) => !channels[id].hasReadReceipts);
    if (rung.success !== "read" || silent.length === 0) return [];
    const names = silent.map((id) => channels[id].name).join(" and ");
    const text = `Step ${index + 1} waits until the message was read, but ${names} never reports that. Only a click or a reply counts there.`;
    return [{ severity: "warning" as const, step: "schedule" as const, text, remedy: "Wait for delivery instead." }];
  });
}

function scheduleProblems({ schedule, now }: PreflightFacts): PreflightProblem[] {
  if (schedule.kind === "now" || new Date(schedule.at) > now) return [];
  return [
    {
      severity: "blocker",
      step: "schedule",
      text: "The start time has passed.",
      remedy: "Choose a later time, or start now.",
    },
  ];
}
