import { type RenderDeps, renderDrawing } from "@/inngest/media/draw/render-drawing";
import { decodeDrawingToken } from "@/lib/drawing/drawing-token";
import { frameOf } from "@/lib/drawing/frames";
import type { Drawing } from "@/lib/drawing/schema";
import type { Mac } from "@/lib/links/seal";

export interface ServeDeps extends Omit<RenderDeps, "waitSeconds" | "isPreview"> {
  mac: Mac;
  /** Who is signed in, for addresses that carry no signature: those of previews. */
  member(): Promise<{ userId: string; workspaceIds: readonly string[] } | null>;
  /** Counts a picture about to be drawn; seconds to wait when it is too many. `userId` is null for the public. */
  waitSeconds(userId: string | null): Promise<number>;
}

/** Answers a drawn picture, to anybody whose address we signed and to a member of the workspace it is drawn for. */
export async function serveDrawing(request: Request, fileName: string, deps: ServeDeps): Promise<Response> {
  const [, token = "", extension = ""] = /^([\w-]+)\.(png|jpg)$/.exec(fileName) ?? [];
  const read = decodeDrawingToken(token, deps.mac);
  if (read === null) return plain(404, "There is no such picture.");
  const { order, signed } = read;
  const frame = frameOf(order.drawing.kind, order.profile);
  if (frame.mime !== (extension === "png" ? "image/png" : "image/jpeg")) return plain(404, "There is no such picture.");
  const member = signed ? null : await deps.member();
  if (!signed && !member?.workspaceIds.includes(order.workspaceId)) return plain(404, "There is no such picture.");

  const waitSeconds = () => deps.waitSeconds(member?.userId ?? null);
  const rendered = await renderDrawing({ ...deps, waitSeconds, isPreview: !signed }, order);
  if (rendered.state === "nothing") return plain(404, "The picture this one stands on is not there.");
  if (rendered.state === "busy") {
    return plain(503, "Too many pictures are being drawn. Try again soon.", {
      "Retry-After": String(rendered.retryAfterSeconds),
    });
  }
  const headers = {
    "Content-Type": frame.mime,
    "Cache-Control": signed ? howLongToKeep(order.drawing, deps.now) : "private, no-store",
    ETag: `"${rendered.name}"`,
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Robots-Tag": "noindex, nofollow",
  };
  if (request.headers.get("if-none-match") === headers.ETag) return new Response(null, { status: 304, headers });
  const body = request.method === "HEAD" ? null : new Uint8Array(rendered.bytes);
  // Becomes Content-Length in the web server: see bin/keep-length.ts.
  return new Response(body, { headers: { ...headers, "X-File-Length": String(rendered.bytes.byteLength) } });
}

/** For ever where the address alone decides what is seen; else as long as what is seen stays true. */
function howLongToKeep(drawing: Drawing, now: Date): string {
  switch (drawing.kind) {
    case "qr":
    case "map":
      return "public, max-age=31536000, immutable";
    case "caption":
    case "photo":
      return "public, max-age=3600";
    case "countdown": {
      const leftSeconds = Math.ceil((Date.parse(drawing.deadline) - now.getTime()) / 1000);
      return `public, max-age=${leftSeconds > 0 ? Math.min(60, leftSeconds) : 3600}`;
    }
  }
}

function plain(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(text, {
    status,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store", ...headers },
  });
}
