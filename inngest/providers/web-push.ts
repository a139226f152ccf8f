import { Agent } from "undici";
import webPush from "web-push";
import type { HandOver, PushTarget } from "@/inngest/providers/contract";
import { isCurvePoint } from "@/inngest/providers/is-curve-point";
import { notStarted, startBy } from "@/inngest/providers/start-by";
import type { ProviderRequest } from "@/lib/channels/contract";
import { isPushService } from "@/lib/web-push/subscription";

export interface VapidKeys {
  publicKey: string;
  privateKey: string;
  /** `mailto:` or `https:` address push services may complain to. */
  subject: string;
}

type PushRequest = Extract<ProviderRequest, { provider: "web-push" }>;

const nothingSent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

/** Encrypts notifications for one browser each (RFC 8291) and posts them to its push service (RFC 8030, VAPID). */
export class WebPushClient {
  private readonly agent = new Agent({ connections: 16, headersTimeout: 15_000, bodyTimeout: 15_000 });

  constructor(
    private readonly vapid: VapidKeys,
    /** The origin of this installation: the sandbox's push service may be reached there without TLS. */
    private readonly ownOrigin: string,
  ) {}

  /** Posts one notification, unless it cannot begin by a moment of `performance.now()`. */
  async send(request: PushRequest, target: PushTarget | null, startByMs = Number.POSITIVE_INFINITY): Promise<HandOver> {
    if (target === null || !this.mayPost(target.endpoint)) {
      return { kind: "refused", code: "no_subscription", failure: "unreachable", retryAfterSeconds: null };
    }
    const encrypted = this.encrypt(request, target);
    if (encrypted === null) {
      return { kind: "refused", code: "bad_subscription", failure: "unreachable", retryAfterSeconds: null };
    }
    const { endpoint, headers, body } = encrypted;
    try {
      const url = new URL(endpoint);
      const answer = await this.agent.compose(startBy(startByMs)).request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: "POST",
        headers,
        body,
      });
      await answer.body.dump();
      return fromStatus(
        answer.statusCode,
        answer.headers.location,
        endpoint,
        answer.headers["retry-after"],
        new Date(),
      );
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (code === notStarted) return { kind: "not_started" };
      if (!nothingSent.has(code)) return { kind: "unknown" };
      return { kind: "refused", code: "connection", failure: "transient", retryAfterSeconds: null };
    }
  }

  /** Null for keys that no browser made. */
  private encrypt(request: PushRequest, target: PushTarget) {
    const subscription = { endpoint: target.endpoint, keys: { p256dh: target.p256dh, auth: target.auth } };
    if (!isCurvePoint(target.p256dh)) return null;
    const details = webPush.generateRequestDetails(subscription, JSON.stringify(request.payload), {
      vapidDetails: this.vapid,
      TTL: request.ttlSeconds,
      urgency: request.urgency,
      topic: request.topic,
      contentEncoding: "aes128gcm",
    });
    return { endpoint: details.endpoint, headers: asText(details.headers), body: details.body };
  }

  /** Endpoints come from browsers, so from strangers: known push services only, and the sandbox's on this installation. */
  private mayPost(endpoint: string): boolean {
    if (isPushService(endpoint)) return true;
    if (!URL.canParse(endpoint)) return false;
    const { origin, pathname } = new URL(endpoint);
    return origin === this.ownOrigin && pathname.startsWith("/api/sandbox/push/");
  }
}

function asText(headers: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

function fromStatus(
  status: number,
  location: string | string[] | undefined,
  endpoint: string,
  retryAfter: string | string[] | undefined,
  now: Date,
): HandOver {
  const refused = (failure: Extract<HandOver, { kind: "refused" }>["failure"]): HandOver => ({
    kind: "refused",
    code: String(status),
    failure,
    retryAfterSeconds: retrySeconds(retryAfter, now),
  });
  if (status >= 200 && status < 300) {
    return {
      kind: "accepted",
      providerMessageId: typeof location === "string" ? location.slice(-100) : endpoint.slice(-100),
    };
  }
  if (status === 404 || status === 410) return refused("unreachable");
  if (status === 413) return refused("content");
  if (status === 429) return refused("throttled");
  if (status >= 500) return refused("transient");
  return refused("configuration");
}

/** A number of seconds, or the date of RFC 9110. Null when it says neither, or a moment that is over. */
function retrySeconds(header: string | string[] | undefined, now: Date): number | null {
  if (typeof header !== "string") return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - now.getTime()) / 1000);
  return seconds > 0 ? seconds : null;
}
