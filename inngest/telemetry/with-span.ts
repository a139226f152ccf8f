import { type Attributes, SpanStatusCode, trace } from "@opentelemetry/api";

/** Does a piece of work as a span of the trace; nothing but the work where nobody traces. Attributes begin with `cascade.`. */
export function withSpan<Value>(name: string, attributes: Attributes, work: () => Promise<Value>): Promise<Value> {
  return trace.getTracer("cascade").startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
