import { createPrivateKey, randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { Agent } from "undici";
import { z } from "zod";
import type { Carrier, HandOver } from "@/inngest/providers/contract";
import { exchange } from "@/inngest/providers/exchange";
import { notStarted } from "@/inngest/providers/start-by";
import type { ProviderRequest, TemplateDefinition } from "@/lib/channels/contract";
import { answerFailure } from "@/lib/routing/failure-class";

export interface VonageAccount {
  /** Without a trailing slash: https://api.nexmo.com, or the sandbox on this computer. */
  baseUrl: string;
  /** Where sent messages are changed: the region's own host, such as https://api-us.nexmo.com. */
  regionUrl: string;
  apiKey: string;
  apiSecret: string;
  /** Signs requests instead of key and secret; calling messages back asks for it. */
  application: { id: string; privateKeyPem: string } | null;
}

const acceptedSchema = z.looseObject({ message_uuid: z.string().min(1).max(100) });
const problemSchema = z.looseObject({ type: z.string().optional(), title: z.string().optional() });
const templateSchema = z.looseObject({ status: z.string() });

/** A connection that was never made, or was refused, cannot have carried a message. */
const nothingSent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

const connectionsDefault = 64;
const connectMs = 5_000;
const answerMsDefault = 15_000;

/** The Vonage Messages API (v1) with keep-alive connections of its own per account. */
export class VonageClient implements Pick<Carrier, "revoke" | "registerTemplate"> {
  private readonly agent: Agent;
  private readonly authorization: () => string | Promise<string>;
  private readonly home: Place;
  private readonly region: Place;

  constructor(
    account: VonageAccount,
    private readonly answerMs = answerMsDefault,
    connections = connectionsDefault,
  ) {
    this.agent = new Agent({ connections, connect: { timeout: connectMs } });
    this.home = placeOf(account.baseUrl);
    this.region = placeOf(account.regionUrl);
    const basic = Buffer.from(`${account.apiKey}:${account.apiSecret}`).toString("base64");
    this.authorization = account.application === null ? () => `Basic ${basic}` : bearerOf(account.application);
  }

  /** Posts one message, unless it cannot begin by a moment of `performance.now()`. */
  async send(
    body: Extract<ProviderRequest, { provider: "vonage" }>["body"],
    startByMs = Number.POSITIVE_INFINITY,
  ): Promise<HandOver> {
    try {
      const answer = await this.request("POST", this.home, "/v1/messages", body, startByMs);
      const { statusCode, headers } = answer;
      const json = readJson(answer.text);
      if (statusCode === 202) {
        const accepted = acceptedSchema.safeParse(json);
        return accepted.success
          ? { kind: "accepted", providerMessageId: accepted.data.message_uuid }
          : { kind: "unknown" };
      }
      const code = errorCode(json) ?? String(statusCode);
      // A fault on their side may come after they took the message; only "too many requests" surely came before.
      if (statusCode >= 500 && statusCode !== 503) return { kind: "unknown" };
      const failure = answerFailure(statusCode, code);
      return { kind: "refused", code, failure, retryAfterSeconds: retryAfter(headers["retry-after"]) };
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (code === notStarted) return { kind: "not_started" };
      if (!nothingSent.has(code)) return { kind: "unknown" };
      return { kind: "refused", code: "connection", failure: "transient", retryAfterSeconds: null };
    }
  }

  async revoke(providerMessageId: string): Promise<boolean> {
    try {
      const path = `/v1/messages/${encodeURIComponent(providerMessageId)}`;
      const { statusCode } = await this.request("PATCH", this.region, path, { status: "revoked" });
      return statusCode === 202;
    } catch {
      return false;
    }
  }

  async registerTemplate(template: TemplateDefinition): Promise<"submitted" | "approved" | "rejected"> {
    try {
      const { statusCode, text } = await this.request("POST", this.home, "/v1/templates", { ...template });
      const answer = templateSchema.safeParse(readJson(text));
      if (statusCode >= 400 && statusCode < 500) return "rejected";
      return answer.success && answer.data.status === "APPROVED" ? "approved" : "submitted";
    } catch {
      // Not known to anybody yet; the message that names it is refused and says so.
      return "submitted";
    }
  }

  private async request(
    method: "POST" | "PATCH",
    { origin, folder }: Place,
    path: string,
    body: unknown,
    startByMs = Number.POSITIVE_INFINITY,
  ) {
    const authorization = await this.authorization();
    const request = {
      origin,
      method,
      path: `${folder}${path}`,
      body: JSON.stringify(body),
      headers: { authorization, "content-type": "application/json", accept: "application/json" },
      headersTimeout: this.answerMs,
      bodyTimeout: this.answerMs,
    };
    return exchange(this.agent, request, startByMs);
  }
}

/** An address in the two parts a request names it by. */
interface Place {
  origin: string;
  /** Without a trailing slash. */
  folder: string;
}

function placeOf(url: string): Place {
  const { origin, pathname } = new URL(url);
  return { origin, folder: pathname.replace(/\/+$/, "") };
}

/** Null when it is none: errors come as HTML, too. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A token for fifteen minutes, made anew when five are left (RS256 over application_id, iat, exp, jti). */
function bearerOf({ id, privateKeyPem }: { id: string; privateKeyPem: string }): () => Promise<string> {
  const key = createPrivateKey(privateKeyPem);
  let token: Promise<string> | undefined;
  let madeAtMs = 0;
  return () => {
    if (token === undefined || Date.now() - madeAtMs > 600_000) {
      madeAtMs = Date.now();
      token = new SignJWT({ application_id: id })
        .setProtectedHeader({ typ: "JWT", alg: "RS256" })
        .setIssuedAt()
        .setExpirationTime("15m")
        .setJti(randomUUID())
        .sign(key)
        .then((signed) => `Bearer ${signed}`);
    }
    return token;
  };
}

/** The number at the end of an error's type, such as 1150 in `…/messages#1150`. */
function errorCode(json: unknown): string | null {
  const problem = problemSchema.safeParse(json);
  return problem.success ? (/#(\w+)$/.exec(problem.data.type ?? "")?.[1] ?? null) : null;
}

function retryAfter(header: string | string[] | undefined): number | null {
  const seconds = Number(Array.isArray(header) ? header[0] : header);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null;
}
