/** Things due at moments, taken in order of time; what was added first comes first among equals. A binary heap. */
export class EventQueue<Item> {
  private readonly heap: { dueMs: number; order: number; item: Item }[] = [];
  private added = 0;

  add(dueAt: Date, item: Item): void {
    this.heap.push({ dueMs: dueAt.getTime(), order: this.added++, item });
    let child = this.heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.isBefore(child, parent)) break;
      this.swap(child, parent);
      child = parent;
    }
  }

  /** When the next thing is due; null when there is none. */
  nextDueAt(): Date | null {
    const first = this.heap[0];
    return first ? new Date(first.dueMs) : null;
  }

  take(): { dueAt: Date; item: Item } | null {
    const first = this.heap[0];
    const last = this.heap.pop();
    if (!first || !last) return null;
    if (this.heap.length > 0) {
      this.heap[0] = last;
      this.sink();
    }
    return { dueAt: new Date(first.dueMs), item: first.item };
  }

  private sink(): void {
    let parent = 0;
    for (;;) {
      const left = 2 * parent + 1;
      const right = left + 1;
      let least = parent;
      if (left < this.heap.length && this.isBefore(left, least)) least = left;
      if (right < this.heap.length && this.isBefore(right, least)) least = right;
      if (least === parent) return;
      this.swap(parent, least);
      parent = least;
    }
  }

  private isBefore(a: number, b: number): boolean {
    const [first, second] = [this.heap[a], this.heap[b]];
    if (!first || !second) return false;
    return first.dueMs === second.dueMs ? first.order < second.order : first.dueMs < second.dueMs;
  }

  private swap(a: number, b: number): void {
    const [first, second] = [this.heap[a], this.heap[b]];
    if (!first || !second) return;
    this.heap[a] = second;
    this.heap[b] = first;
  }
}
