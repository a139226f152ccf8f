import { loadSendingCampaign } from "@/db/queries/sending";
import { findTemplates } from "@/db/queries/templates";
import { type ClaimedTest, claimTestSends, recordTestOutcome, type TestOutcome } from "@/db/queries/test-sends";
import { compileDelivery, type PreparedCampaign, prepareCampaign } from "@/inngest/sending/compile-delivery";
import type { SendingDeps } from "@/inngest/sending/deps";
import { TemplateRegister } from "@/inngest/sending/template-register";
import { samplePerson } from "@/lib/message/sample-person";

const testsPerClaim = 5;

/**
 * Hands over the waiting tests of one press of the button, each at most once. May be repeated at any moment: a test
 * that was claimed and lost is not sent again. Answers how many were handed over.
 */
export async function sendTests(deps: SendingDeps, workspaceId: string, requestId: string): Promise<number> {
  let sent = 0;
  for (;;) {
    const claimed = await claimTestSends(deps.db, {
      ...{ workspaceId, requestId, limit: testsPerClaim },
      ...{ now: deps.now(), leaseSeconds: deps.limits.leaseSeconds },
    });
    if (claimed.length === 0) return sent;
    // Each records its own answer: one that breaks takes no knowledge about the others with it.
    const settled = await Promise.allSettled(claimed.map((test) => sendOne(deps, workspaceId, test)));
    const broken = settled.find((each) => each.status === "rejected");
    if (broken !== undefined) throw broken.reason;
    sent += claimed.length;
  }
}

async function sendOne(deps: SendingDeps, workspaceId: string, test: ClaimedTest): Promise<void> {
  const run = await prepareTest(deps, workspaceId, test);
  const outcome = run === null ? notSent("gone") : await handOver(deps, run, test);
  await recordTestOutcome(deps.db, workspaceId, test.id, outcome, deps.now());
}

/** The campaign with the message of the test in the place of its own. */
async function prepareTest(
  deps: SendingDeps,
  workspaceId: string,
  test: ClaimedTest,
): Promise<PreparedCampaign | null> {
  const campaign = await loadSendingCampaign(deps.db, workspaceId, test.campaignId);
  const arm = campaign?.arms.find(({ key }) => key === test.armKey);
  if (campaign === null || arm === undefined) return null;
  return prepareCampaign(deps, { ...campaign, arms: [{ ...arm, message: test.message }] });
}

async function handOver(deps: SendingDeps, run: PreparedCampaign, test: ClaimedTest): Promise<TestOutcome> {
  if (run.campaign.settings.senders[test.channel] === undefined) return notSent("no_sender");
  const person = test.person ?? samplePerson;
  const compiled = compileDelivery(deps, run, {
    ...test,
    person,
    waitSeconds: null,
    poolCode: () => null,
    isTest: true,
  });
  if (compiled === null) return notSent("missing_value");
  const blocker = compiled.findings.find(({ severity }) => severity === "blocker");
  if (blocker !== undefined) return notSent(blocker.code, [blocker.text, blocker.remedy].filter(Boolean).join(" "));
  const carrier = deps.carrierFor(run.campaign.settings);
  if (compiled.template !== null) {
    const { name, language } = compiled.template;
    await new TemplateRegister(deps, run.campaign, carrier).ensure(test.channel, compiled.template);
    const known = await findTemplates(deps.db, run.campaign.workspaceId, [name]);
    const state = known.find((each) => each.channel === test.channel && each.language === language)?.state;
    if (state !== "approved") return notSent("template");
  }
  const { p256dh, auth } = test.addressDetail;
  const target = p256dh !== undefined && auth !== undefined ? { endpoint: test.address, p256dh, auth } : null;
  const answer = await carrier.handOver(compiled.request, target);
  if (answer.kind === "refused") return { kind: "failed", code: answer.code };
  if (answer.kind === "not_started") return { kind: "failed", code: answer.kind };
  return answer;
}

function notSent(code: string, text: string | null = null): TestOutcome {
  return { kind: "cancelled", code, text };
}
