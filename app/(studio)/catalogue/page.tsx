import type { Metadata } from "next";
import { z } from "zod";
import { webEnv } from "@/app/_server/env";
import { currentDatabase, requireActor } from "@/app/_server/session";
import { countProducts, listProducts } from "@/db/queries/catalogue";
import { mediaByIds } from "@/db/queries/media";
import type { CatalogueProduct } from "@/lib/catalogue/product";
import { drawingFile } from "@/lib/drawing/drawing-file";
import { toMediaItem } from "@/lib/media/media-item";
import { can } from "@/lib/workspace/capabilities";
import { currencyCodes } from "@/lib/workspace/default-settings";
import { removeProductAction, saveProductAction } from "./actions";
import { ProductsScreen } from "./products-screen";

export const metadata: Metadata = { title: "Catalogue" };

const PAGE_PRODUCTS = 50;

const first = (value: unknown) => (Array.isArray(value) ? value[0] : value);
/** What does not fit is left out: an address typed by hand still shows products. */
const querySchema = z.object({
  search: z.preprocess(first, z.string().trim().max(100)).catch(""),
  /** The SKU of the last product of the page before. */
  after: z.preprocess(first, z.string().min(1).max(200)).nullable().catch(null),
});

export default async function CataloguePage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const { workspaceId, workspace, role } = await requireActor("read");
  const { db } = currentDatabase();
  const { search, after } = querySchema.parse(await searchParams);
  const [rows, count] = await Promise.all([
    listProducts(db, workspaceId, { search, after, onlyAvailable: false, limit: PAGE_PRODUCTS + 1 }),
    countProducts(db, workspaceId),
  ]);
  const shown = rows.slice(0, PAGE_PRODUCTS);
  const { currency, locale } = workspace.settings;
  const thumbnails = await thumbnailsOf(workspaceId, shown);
  return (
    <ProductsScreen
      rows={shown.map((product) => ({ product, pictureUrl: thumbnails(product) }))}
      count={count}
      filter={{ search, isFirstPage: after === null }}
      nextAfter={rows.length > PAGE_PRODUCTS ? (shown.at(-1)?.sku ?? null) : null}
      locale={locale}
      currency={currency}
      currencies={[...new Set([currency, ...currencyCodes])].sort()}
      save={can(role, "write") ? saveProductAction : null}
      remove={can(role, "write") ? removeProductAction : null}
    />
  );
}

/** The picture of the library; a picture on the web is fetched and made small by us, as for a message. */
async function thumbnailsOf(workspaceId: string, products: readonly CatalogueProduct[]) {
  const publicUrl = webEnv().CASCADE_URL;
  const ids = new Set(products.flatMap(({ mediaId }) => mediaId ?? []));
  const rows = ids.size === 0 ? [] : await mediaByIds(currentDatabase().db, workspaceId, [...ids]);
  const items = new Map(rows.map((row) => [row.id, toMediaItem(row, publicUrl)]));
  return ({ mediaId, imageUrl: url, title: label }: CatalogueProduct): string | null => {
    if (mediaId !== null) return items.get(mediaId)?.renditions.thumbnail?.url ?? null;
    if (url === null) return null;
    const drawing = { kind: "photo" as const, url, label };
    return drawingFile({ publicUrl, workspaceId, drawing, profile: "thumbnail", sign: null })?.url ?? null;
  };
}
