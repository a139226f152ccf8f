import { serve } from "inngest/next";
import type { NextRequest } from "next/server";
import { inngest } from "@/inngest/client";
import { inngestEnv } from "@/inngest/env";
import { functions } from "@/inngest/functions";
import { refuseServe } from "@/inngest/guard";

const served = serve({ client: inngest, functions, enableUnauthedSync: false });

type Method = "GET" | "POST" | "PUT";

function guarded(method: Method) {
  return (request: NextRequest, context: unknown) =>
    refuseServe(request, inngestEnv()) ?? served[method](request, context);
}

export const GET = guarded("GET");
export const POST = guarded("POST");
export const PUT = guarded("PUT");
