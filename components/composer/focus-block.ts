/** Brings a block of the canvas into sight and gives it the focus. */
export function focusBlock(root: HTMLElement | null, blockId: string): void {
  const block = root?.querySelector<HTMLElement>(`[data-block="${CSS.escape(blockId)}"]`);
  block?.scrollIntoView({ block: "nearest" });
  block?.querySelector<HTMLElement>("button, [contenteditable], input")?.focus();
}
