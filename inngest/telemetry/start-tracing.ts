import { type Attributes, context, trace } from "@opentelemetry/api";
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace-base";
import { tracingEndpoint } from "@/inngest/telemetry/env";

/**
 * Sends traces of this process to the collector of OTEL_EXPORTER_OTLP_ENDPOINT. Without one, nothing of OpenTelemetry
 * but its interface is loaded, and spans cost nothing. Answers how to send the last ones and stop.
 */
export async function startTracing(service: "cascade-web" | "cascade-worker"): Promise<() => Promise<void>> {
  if (tracingEndpoint() === null) return async () => undefined;
  const [{ BasicTracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }, { resourceFromAttributes }, contexts] =
    await Promise.all([
      import("@opentelemetry/sdk-trace-base"),
      import("@opentelemetry/exporter-trace-otlp-http"),
      import("@opentelemetry/resources"),
      import("@opentelemetry/context-async-hooks"),
    ]);
  // The exporter reads the endpoint, headers and time-outs from the usual OTEL_ variables itself.
  const exporter = discreet(new OTLPTraceExporter());
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ "service.name": service }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new contexts.AsyncLocalStorageContextManager().enable());
  return () => provider.shutdown();
}

/** What a span may tell. Addresses are not among it: codes and tokens of people are part of some. */
const told =
  /^(cascade\.|http\.(method|route|status_code)$|http\.(request\.method|response\.status_code)$|next\.(route|span_type)$)/;

/** Hands spans on without what might name a person. */
function discreet(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => exporter.export(spans.map(withoutAddresses), done),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}

function withoutAddresses(span: ReadableSpan): ReadableSpan {
  const attributes: Attributes = Object.fromEntries(
    Object.entries(span.attributes).filter(([name]) => told.test(name)),
  );
  // Names of requests made by a page hold the address; errors that are noted may quote anything.
  const name = span.name.includes("://") ? span.name.slice(0, span.name.indexOf("://")) : span.name;
  return Object.create(span, {
    attributes: { value: attributes },
    name: { value: name },
    events: { value: [] },
    status: { value: { code: span.status.code } },
  });
}
