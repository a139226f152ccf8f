import { Pool } from "undici";
import { z } from "zod";
import type { Carrier, HandOver } from "@/inngest/providers/contract";
import type { ProviderRequest, TemplateDefinition } from "@/lib/channels/contract";
import { answerFailure } from "@/lib/routing/failure-class";

export interface VonageAccount {
  /** Without a trailing slash: https://api.nexmo.com, or the sandbox on this computer. */
  baseUrl: string;
  apiKey: string;
  apiSecret: string;
}

const acceptedSchema = z.looseObject({ message_uuid: z.string().min(1).max(100) });
const problemSchema = z.looseObject({ type: z.string().optional(), title: z.string().optional() });
const templateSchema = z.looseObject({ status: z.string() });

/** A connection that was never made, or was refused, cannot have carried a message. */
const nothingSent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

const connectionsMax = 64;
const answerMs = 15_000;

/** The Vonage Messages API (v1) with one keep-alive pool per account. */
export class VonageClient implements Pick<Carrier, "revoke" | "registerTemplate"> {
  private readonly pool: Pool;
  private readonly path: string;
  private readonly headers: Record<string, string>;

  constructor(account: VonageAccount) {
    const url = new URL(account.baseUrl);
    this.pool = new Pool(url.origin, { connections: connectionsMax, headersTimeout: answerMs, bodyTimeout: answerMs });
    this.path = url.pathname.replace(/\/+$/, "");
    const basic = Buffer.from(`${account.apiKey}:${account.apiSecret}`).toString("base64");
    this.headers = { authorization: `Basic ${basic}`, "content-type": "application/json", accept: "application/json" };
  }

  /** Posts one message. */
  async send(body: Extract<ProviderRequest, { provider: "vonage" }>["body"]): Promise<HandOver> {
    try {
      const { statusCode, headers, body: answer } = await this.request("POST", "/v1/messages", body);
      const json: unknown = await answer.json().catch(() => null);
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
      if (!nothingSent.has(code)) return { kind: "unknown" };
      return { kind: "refused", code: "connection", failure: "transient", retryAfterSeconds: null };
    }
  }

  async revoke(providerMessageId: string): Promise<boolean> {
    try {
      const path = `/v1/messages/${encodeURIComponent(providerMessageId)}`;
      const { statusCode, body } = await this.request("PATCH", path, { status: "revoked" });
      await body.dump();
      return statusCode === 202;
    } catch {
      return false;
    }
  }

  async registerTemplate(template: TemplateDefinition): Promise<"submitted" | "approved" | "rejected"> {
    try {
      const { statusCode, body } = await this.request("POST", "/v1/templates", { ...template });
      const answer = templateSchema.safeParse(await body.json().catch(() => null));
      if (statusCode >= 400 && statusCode < 500) return "rejected";
      return answer.success && answer.data.status === "APPROVED" ? "approved" : "submitted";
    } catch {
      // Not known to anybody yet; the message that names it is refused and says so.
      return "submitted";
    }
  }

  private request(method: "POST" | "PATCH", path: string, body: unknown) {
    return this.pool.request({
      method,
      path: `${this.path}${path}`,
      headers: this.headers,
      body: JSON.stringify(body),
    });
  }
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
