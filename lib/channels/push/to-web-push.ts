import type { CompileContext, JsonObject, ProviderRequest } from "@/lib/channels/contract";
import { piecesText } from "@/lib/channels/text-pieces";
import type { PushContent } from "./adapt";
import { topicCharsMax, ttlRangeSeconds, ttlSecondsDefault } from "./limits";

const rightToLeft = new Set(["ar", "fa", "he", "ur"]);

/**
 * Declarative Web Push (`web_push: 8030`): browsers that know it show the notification by themselves; in all others
 * the service worker reads the same JSON.
 */
export function toWebPush(content: PushContent, context: CompileContext): ProviderRequest & { payload: JsonObject } {
  const topic = context.clientRef
    .replace(/[^A-Za-z0-9_-]/g, "")
    .replaceAll("-", "")
    .slice(0, topicCharsMax);
  const language = context.locale.split(/[-_]/)[0]?.toLowerCase() ?? "";
  const body = piecesText(content.pieces);
  const ttl = context.ttlSeconds ?? ttlSecondsDefault;
  return {
    provider: "web-push",
    payload: {
      web_push: 8030,
      notification: {
        title: content.title,
        ...(body === "" ? {} : { body }),
        navigate: content.navigate,
        lang: context.locale,
        dir: rightToLeft.has(language) ? "rtl" : "ltr",
        tag: topic,
        ...(content.image === null ? {} : { image: content.image.file.url }),
        actions: content.actions.map(({ id, title, url }) => ({ action: id, title, navigate: url })),
        data: { delivery_id: context.clientRef, preferences_url: context.preferencesUrl },
      },
    },
    ttlSeconds: Math.round(Math.min(ttlRangeSeconds.max, Math.max(ttlRangeSeconds.min, ttl))),
    urgency: "normal",
    topic,
  };
}
