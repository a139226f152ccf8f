import { createHash } from "node:crypto";
import { inputRefusal } from "@/app/_server/action";
import { clientAddress } from "@/app/_server/client-address";
import { takeTry } from "@/app/_server/rate-limit";
import { readJson } from "@/app/_server/read-json";
import { answerRefusal, defineRoute } from "@/app/_server/route";
import { recordConversions, workspaceOfConversionKey } from "@/db/queries/conversions";
import { conversionReportSchema } from "@/lib/analytics/conversion-report";

/** A shop tells who did what a campaign was for. The key of the workspace stands in the Authorization header. */
export const POST = defineRoute({
  name: "conversions.report",
  capability: "signed",
  handler: async ({ request, db, now }) => {
    const key = /^Bearer (\S{1,200})$/.exec(request.headers.get("authorization") ?? "")?.[1];
    const keyHash = key === undefined ? null : createHash("sha256").update(key).digest("base64url");
    const workspaceId = keyHash === null ? null : await workspaceOfConversionKey(db, keyHash);
    const waitSeconds =
      workspaceId === null
        ? await takeTry(db, "wrong-key", clientAddress(request.headers), now)
        : await takeTry(db, "conversions", workspaceId, now);
    if (waitSeconds > 0) {
      const refused = answerRefusal({
        ...{ code: "rate_limited", field: null },
        message: `Too many requests. Wait ${waitSeconds} seconds, and report up to 200 conversions in one request.`,
      });
      refused.headers.set("Retry-After", String(waitSeconds));
      return refused;
    }
    if (workspaceId === null) {
      const message = "This key opens nothing. Make one under Settings, Conversions, and send it as a Bearer token.";
      return answerRefusal({ code: "signed_out", message, field: null });
    }
    const report = conversionReportSchema.safeParse(await readJson(request));
    if (!report.success) return answerRefusal(inputRefusal(report.error));
    const { conversions } = report.data;
    const known = await recordConversions(db, workspaceId, conversions, now);
    return { known, unknown: conversions.length - known };
  },
});
