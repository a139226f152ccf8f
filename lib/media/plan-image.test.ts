import fc from "fast-check";
import { expect, test } from "vitest";
import { imageLimits, planImage } from "@/lib/media/plan-image";
import { stillProfiles } from "@/lib/media/profiles";

const side = fc.integer({ min: 1, max: 20_000 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

test("the crop lies inside the picture, every size inside the channel's limits, and nothing is enlarged", () => {
  fc.assert(
    fc.property(side, side, share, share, fc.constantFrom(...stillProfiles), (widthPx, heightPx, x, y, profile) => {
      const { crop, sizes } = planImage({ widthPx, heightPx }, profile, { x, y });
      expect(crop.leftPx).toBeGreaterThanOrEqual(0);
      expect(crop.topPx).toBeGreaterThanOrEqual(0);
      expect(crop.leftPx + crop.widthPx).toBeLessThanOrEqual(widthPx);
      expect(crop.topPx + crop.heightPx).toBeLessThanOrEqual(heightPx);
      for (const size of sizes) {
        expect(size.widthPx).toBeLessThanOrEqual(Math.min(crop.widthPx, imageLimits[profile].widthPxMax));
        expect(size.heightPx).toBeLessThanOrEqual(Math.min(crop.heightPx, imageLimits[profile].heightPxMax));
        expect(Math.min(size.widthPx, size.heightPx)).toBeGreaterThanOrEqual(1);
      }
    }),
  );
});

test("a card keeps the focal point in view", () => {
  const portrait = { widthPx: 3000, heightPx: 4000 };
  expect(planImage(portrait, "rcs-card", { x: 0.5, y: 0.1 }).crop).toEqual({
    leftPx: 0,
    topPx: 0,
    widthPx: 3000,
    heightPx: 1500,
  });
  expect(planImage(portrait, "rcs-card", { x: 0.5, y: 0.6 }).crop.topPx).toBe(1650);
  expect(planImage(portrait, "rcs-card", { x: 0.5, y: 0.5 }).sizes[0]).toEqual({ widthPx: 1440, heightPx: 720 });
});
