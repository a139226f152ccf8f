import type { BlockNote, MessageDiff } from "@/lib/message/diff-messages";
import type { VersionItem } from "@/lib/message/version";
import { blockKindInfo } from "../block-kinds";

/** What makes a version another than the one before it, in a few words: "Image added, 2 blocks changed". */
export function changeWords(diff: MessageDiff | null): string {
  if (diff === null) return "The oldest version kept";
  const parts = [
    blocksWords(diff.added, "added"),
    blocksWords(diff.removed, "removed"),
    blocksWords(diff.changed, "changed"),
    blocksWords(diff.moved, "moved"),
    diff.elsewhere ? "what single channels or languages say changed" : null,
  ].filter((part) => part !== null);
  const words = parts.join(", ");
  return words === "" ? "Nothing changed" : words[0]?.toUpperCase() + words.slice(1);
}

function blocksWords(blocks: readonly BlockNote[], verb: string): string | null {
  const [only] = blocks;
  if (only === undefined) return null;
  return blocks.length === 1 ? `${blockKindInfo(only.kind).label} ${verb}` : `${blocks.length} blocks ${verb}`;
}

/** What a version is called: by its name, or by how it came about. */
export function versionTitle({ name, kind }: Pick<VersionItem, "name" | "kind">): string | null {
  if (name !== null) return name;
  if (kind === "restored") return "Restored";
  if (kind === "started") return "Before the first change here";
  if (kind === "set_aside") return "Put aside for somebody else's";
  return null;
}
