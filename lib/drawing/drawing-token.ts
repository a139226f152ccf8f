import { type DrawnProfile, drawnProfiles } from "@/lib/drawing/frames";
import { type Drawing, drawingSchema } from "@/lib/drawing/schema";
import { decodeBase64url, encodeBase64url } from "@/lib/links/base64url";
import { type Mac, seal, unseal } from "@/lib/links/seal";
import { uuidFromBytes, uuidToBytes } from "@/lib/links/uuid-bytes";

/** All there is to say about a drawn picture. */
export interface DrawingOrder {
  workspaceId: string;
  drawing: Drawing;
  profile: DrawnProfile;
}

const domain = "drawing:1";
const macBytes = 16;
const idBytes = 16;
const headBytes = idBytes + 1;
const tokenCharsMax = 1400;
/** Stands in no words (they hold no control characters) and in no exact text. */
const separator = "\0";

/**
 * Writes the token of a drawn picture's address. Without `sign` it is as long but opens nothing to the public: what a
 * browser, which has no secret, puts into a preview.
 */
export function encodeDrawingToken({ workspaceId, drawing, profile }: DrawingOrder, sign: Mac | null): string {
  const fields = new TextEncoder().encode(fieldsOf(drawing).join(separator));
  const payload = new Uint8Array(headBytes + fields.length);
  payload.set(uuidToBytes(workspaceId));
  payload[idBytes] = drawnProfiles.indexOf(profile);
  payload.set(fields, headBytes);
  if (sign !== null) return encodeBase64url(seal(domain, payload, macBytes, sign));
  const unsigned = new Uint8Array(payload.length + macBytes);
  unsigned.set(payload);
  return encodeBase64url(unsigned);
}

/** Reads a token; null when it is neither ours nor openly unsigned. Who asks with an unsigned one must be checked. */
export function decodeDrawingToken(text: string, mac: Mac): { order: DrawingOrder; signed: boolean } | null {
  const sealed = text.length > tokenCharsMax ? null : decodeBase64url(text);
  if (sealed === null || sealed.length <= headBytes + macBytes) return null;
  const signed = unseal(domain, sealed, macBytes, mac);
  const payload = signed ?? sealed.subarray(0, -macBytes);
  if (signed === null && sealed.subarray(-macBytes).some((byte) => byte !== 0)) return null;
  const profile = drawnProfiles[payload[idBytes] ?? -1];
  const drawing = drawingOf(payload.subarray(headBytes));
  if (profile === undefined || drawing === null) return null;
  return { order: { workspaceId: uuidFromBytes(payload), drawing, profile }, signed: signed !== null };
}

function fieldsOf(drawing: Drawing): string[] {
  switch (drawing.kind) {
    case "countdown": {
      const { background, foreground, accent } = drawing.style;
      const colours = [background, foreground, accent].map((colour) => colour.slice(1)).join("");
      const seconds = (Date.parse(drawing.deadline) / 1000).toString(36);
      return ["c", seconds, drawing.timeZone, drawing.label, drawing.locale, colours];
    }
    case "qr":
      return ["q", drawing.text, drawing.caption];
    case "map":
      return ["m", String(drawing.latitude), String(drawing.longitude), drawing.label];
    case "caption":
      return ["t", drawing.mediaId, drawing.text, drawing.place, drawing.color.slice(1)];
    case "photo":
      return ["p", drawing.url ?? "", drawing.label];
  }
}

function drawingOf(bytes: Uint8Array): Drawing | null {
  const [kind, ...fields] = new TextDecoder().decode(bytes).split(separator);
  // What an unsigned token says was written by anybody: it is checked like any input.
  const read = drawingSchema.safeParse(inputOf(kind, fields));
  return read.success ? read.data : null;
}

function inputOf(kind: string | undefined, [first = "", second = "", third = "", fourth = "", fifth = ""]: string[]) {
  switch (kind) {
    case "c": {
      const moment = new Date(Number.parseInt(first, 36) * 1000);
      const deadline = Number.isNaN(moment.getTime()) ? "" : moment.toISOString();
      const [background, foreground, accent] = [0, 6, 12].map((at) => `#${fifth.slice(at, at + 6)}`);
      const style = { background, foreground, accent };
      return { kind: "countdown", deadline, timeZone: second, label: third, locale: fourth, style };
    }
    case "q":
      return { kind: "qr", text: first, caption: second };
    case "m":
      return { kind: "map", latitude: Number(first), longitude: Number(second), label: third };
    case "t":
      return { kind: "caption", mediaId: first, text: second, place: third, color: `#${fourth}` };
    case "p":
      return { kind: "photo", url: first === "" ? null : first, label: second };
    default:
      return null;
  }
}
