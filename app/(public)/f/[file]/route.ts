import { z } from "zod";
import { defineRoute } from "@/app/_server/route";
import { statBlob, streamBlob } from "@/db/blobs";
import { findPublicFile } from "@/db/queries/media";
import { isNamedFor, parseFileName } from "@/lib/media/file-address";
import { readRange } from "@/lib/media/read-range";

const nothingHere = () =>
  new Response("There is no such file.", { status: 404, headers: { "Content-Type": "text/plain; charset=utf-8" } });

/** Converted media, for providers and phones. The name is the content: it may be kept for ever. */
export const GET = defineRoute({
  name: "public.file",
  capability: "public",
  params: z.object({ file: z.string().max(80) }),
  handler: async ({ params, request, db }) => {
    const name = parseFileName(params.file);
    if (name === null) return nothingHere();
    const file = await findPublicFile(db, name.blobHash);
    if (file === null || !isNamedFor(file.mime, name.extension)) return nothingHere();
    const headers = {
      "Content-Type": file.mime,
      "Cache-Control": "public, max-age=31536000, immutable",
      ETag: `"${name.blobHash}"`,
      "Accept-Ranges": "bytes",
      "X-Content-Type-Options": "nosniff",
      "Content-Security-Policy": "default-src 'none'; sandbox",
      "Cross-Origin-Resource-Policy": "cross-origin",
    };
    if (request.headers.get("if-none-match") === headers.ETag) return new Response(null, { status: 304, headers });
    const found = await statBlob(name.blobHash);
    if (found === null) return nothingHere();
    // Players seek: they ask for a part. A name is its content, so every If-Range holds.
    const range = readRange(request.headers.get("range"), found.bytes);
    if (range === "unsatisfiable") {
      return new Response(null, { status: 416, headers: { ...headers, "Content-Range": `bytes */${found.bytes}` } });
    }
    if (range !== null) {
      const { start, end } = range;
      const part = request.method === "HEAD" ? null : streamBlob(name.blobHash, undefined, range);
      const partHeaders = {
        "Content-Range": `bytes ${start}-${end}/${found.bytes}`,
        "X-File-Length": String(end - start + 1),
      };
      return new Response(part, { status: 206, headers: { ...headers, ...partHeaders } });
    }
    // Becomes Content-Length in the web server: see bin/keep-length.ts.
    const body = request.method === "HEAD" ? null : streamBlob(name.blobHash);
    return new Response(body, { headers: { ...headers, "X-File-Length": String(found.bytes) } });
  },
});
