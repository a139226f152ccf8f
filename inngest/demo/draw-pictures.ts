import sharp from "sharp";
import { saveMediaAlt } from "@/db/queries/media";
import type { DemoThings } from "@/inngest/demo/campaigns";
import { type ConvertDeps, convertMedia } from "@/inngest/media/convert-media";
import { keepMedia } from "@/inngest/media/keep-media";
import { readPicture } from "@/inngest/media/read-picture";

type PictureKey = keyof DemoThings["media"];

const drawings: Record<PictureKey, { alt: string; sky: string; land: string; shapes: string }> = {
  harbor: {
    ...{ alt: "A lighthouse above a calm harbour", sky: "#f6c48f", land: "#1d5c70" },
    shapes: `<path d="M560 620 L590 260 h60 L680 620 z" fill="#fff6e8"/><path d="M580 380 h80 l8 90 h-96 z" fill="#c8553d"/><rect x="585" y="215" width="70" height="50" fill="#26343c"/><circle cx="950" cy="240" r="90" fill="#ffe9b8"/>`,
  },
  boots: {
    ...{ alt: "A pair of leather trail boots", sky: "#dfe6d5", land: "#7c8a5b" },
    shapes: `<path d="M340 300 h150 v210 q120 20 160 110 H340 z" fill="#8a4f2b"/><path d="M640 300 h150 v210 q120 20 160 110 H640 z" fill="#a05f35"/><rect x="335" y="612" width="320" height="28" fill="#3a2a20"/><rect x="635" y="612" width="320" height="28" fill="#3a2a20"/>`,
  },
  market: {
    ...{ alt: "Market stalls under paper lanterns", sky: "#2c3e66", land: "#4a3b52" },
    shapes: `<circle cx="250" cy="190" r="48" fill="#ffb347"/><circle cx="520" cy="150" r="56" fill="#ff8c69"/><circle cx="820" cy="200" r="50" fill="#ffd479"/><path d="M140 420 h420 l-40 -90 h-340 z" fill="#e8624a"/><path d="M660 420 h420 l-40 -90 h-340 z" fill="#3f9c8f"/><rect x="170" y="420" width="360" height="200" fill="#f2e3c6"/><rect x="690" y="420" width="360" height="200" fill="#f2e3c6"/>`,
  },
  lamp: {
    ...{ alt: "A lamp made of driftwood", sky: "#f3ead9", land: "#b99d78" },
    shapes: `<circle cx="600" cy="320" r="230" fill="#fff3cf"/><path d="M480 380 L530 190 h140 L720 380 z" fill="#fffdf5" stroke="#d9c196" stroke-width="6"/><path d="M585 380 q50 120 -10 240 h60 q40 -120 -10 -240 z" fill="#7a5a3a"/>`,
  },
};

/** Draws the pictures of the demo, keeps them as if they had been uploaded, and converts them for every channel. */
export async function drawPictures(deps: ConvertDeps, workspaceId: string): Promise<DemoThings["media"]> {
  const draw = async (key: PictureKey): Promise<string> => {
    const { alt, sky, land, shapes } = drawings[key];
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"><rect width="1200" height="800" fill="${sky}"/><path d="M0 620 q300 -50 600 0 t600 0 V800 H0 z" fill="${land}"/>${shapes}</svg>`;
    const picture = await readPicture(await sharp(Buffer.from(svg)).jpeg({ quality: 90 }).toBuffer(), deps);
    if ("refusal" in picture) throw new Error(picture.refusal.message);
    const id = await keepMedia(deps, workspaceId, { ...picture, fileName: `${key}.jpg` });
    await saveMediaAlt(deps.db, workspaceId, id, alt);
    await convertMedia(deps, workspaceId, id, "stills");
    return id;
  };
  return {
    harbor: await draw("harbor"),
    boots: await draw("boots"),
    market: await draw("market"),
    lamp: await draw("lamp"),
  };
}
