/** First in, first out. Taking the first of a long array moves all the others, which with a hundred thousand takes longer than the work. */
export class Queue<Item> {
  private items: Item[] = [];
  private taken = 0;

  get length(): number {
    return this.items.length - this.taken;
  }

  push(item: Item): void {
    this.items.push(item);
  }

  shift(): Item | undefined {
    if (this.length === 0) return undefined;
    const item = this.items[this.taken];
    this.taken += 1;
    if (this.taken > 1_000 && this.taken * 2 > this.items.length) {
      this.items = this.items.slice(this.taken);
      this.taken = 0;
    }
    return item;
  }
}
