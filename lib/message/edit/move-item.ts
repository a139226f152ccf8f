/** Moves one of a list so that it ends up at `to`, kept within the list. The same list when nothing moves. */
export function moveItem<Item>(items: Item[], from: number, to: number): Item[] {
  const item = items[from];
  const place = Math.min(items.length - 1, Math.max(0, to));
  if (item === undefined || from === place) return items;
  return items.toSpliced(from, 1).toSpliced(place, 0, item);
}
