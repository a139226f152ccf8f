const WINDOW_PX = 8;
// The constants of Wang et al. 2004 for values of 0 to 255.
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

/**
 * Structural similarity (SSIM) of two grey pictures of the same size, 1 for the same picture: the mean over windows of
 * 8 x 8 pixels. Pictures smaller than a window count as one window.
 */
export function structuralSimilarity(one: Uint8Array, other: Uint8Array, widthPx: number, heightPx: number): number {
  let sum = 0;
  let windows = 0;
  const [across, down] = [Math.min(WINDOW_PX, widthPx), Math.min(WINDOW_PX, heightPx)];
  for (let top = 0; top + down <= heightPx; top += down) {
    for (let left = 0; left + across <= widthPx; left += across) {
      sum += ofWindow(one, other, widthPx, { left, top, across, down });
      windows += 1;
    }
  }
  return windows === 0 ? 1 : sum / windows;
}

function ofWindow(
  one: Uint8Array,
  other: Uint8Array,
  widthPx: number,
  { left, top, across, down }: { left: number; top: number; across: number; down: number },
): number {
  let [sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0];
  for (let y = top; y < top + down; y++) {
    for (let x = left; x < left + across; x++) {
      const a = one[y * widthPx + x] ?? 0;
      const b = other[y * widthPx + x] ?? 0;
      sumA += a;
      sumB += b;
      sumAA += a * a;
      sumBB += b * b;
      sumAB += a * b;
    }
  }
  const n = across * down;
  const [meanA, meanB] = [sumA / n, sumB / n];
  const [varianceA, varianceB] = [sumAA / n - meanA * meanA, sumBB / n - meanB * meanB];
  const covariance = sumAB / n - meanA * meanB;
  return (
    ((2 * meanA * meanB + C1) * (2 * covariance + C2)) /
    ((meanA * meanA + meanB * meanB + C1) * (varianceA + varianceB + C2))
  );
}
