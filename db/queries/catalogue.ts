import { and, asc, eq, gt, ilike, or, type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { appendAudit } from "@/db/queries/audit";
import { media, product } from "@/db/schema/tables";
import type { CatalogueProduct, PersonProducts, ProductFacts, ProductRelation } from "@/lib/catalogue/product";

/** What a message may show of a person's products, where there is none. */
const noProducts = JSON.stringify({ viewed: null, carted: null } satisfies Partial<Record<ProductRelation, null>>);

/**
 * What a contact last did with products that are still sold, as JSON: two look-ups by primary key for each row of the
 * statement it stands in, none of its own. `contactId` is a column of that statement,
 * which must not call anything `done` or `sold`. `shownAt`: a moment from which on what is sold out now still counts.
 */
export function productsOfContact(contactId: SQL, shownAt?: SQL): SQL {
  const isShown = shownAt === undefined ? sql`sold.available` : sql`(sold.available or sold.updated_at > ${shownAt})`;
  // One look-up for all of them: most people have done nothing with products, and a campaign asks about every one.
  return sql`${noProducts}::text::jsonb || coalesce((
    select jsonb_object_agg(done.relation, jsonb_build_object('sku', sold.sku, 'title', sold.title,
      'description', sold.description, 'priceMinor', sold.price_minor, 'currency', sold.currency, 'url', sold.url,
      'imageUrl', sold.image_url, 'mediaId', sold.media_id))
    from contact_product done join product sold on sold.workspace_id = done.workspace_id and sold.sku = done.sku and ${isShown}
    where done.contact_id = ${contactId} and done.relation in ('viewed', 'carted')), '{}'::jsonb)`;
}

/** What each of these people last did with products. */
export async function productsOfPeople(
  db: Pick<Database, "execute">,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<Map<string, PersonProducts>> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select k.id, ${productsOfContact(sql`k.id`)} as products from contact k
    where k.workspace_id = ${workspaceId} and k.id in (
      select value::uuid from jsonb_array_elements_text(${JSON.stringify(contactIds)}::text::jsonb))`);
  return new Map(rows.map((row) => [String(row.id), row.products as PersonProducts]));
}

/** Puts products into the catalogue; one with the same sku takes the place of the other. */
export async function saveProducts(
  db: Pick<Database, "execute">,
  workspaceId: string,
  products: readonly ProductFacts[],
  now: Date,
): Promise<void> {
  await db.execute(sql`
    insert into product (workspace_id, sku, title, description, price_minor, currency, url, image_url, media_id, updated_at)
    select ${workspaceId}::uuid, p.sku, p.title, p.description, p."priceMinor", p.currency, p.url, p."imageUrl", m.id,
      ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(products)}::text::jsonb) as p(sku text, title text, description text,
      "priceMinor" bigint, currency text, url text, "imageUrl" text, "mediaId" uuid)
    left join media m on m.id = p."mediaId" and m.workspace_id = ${workspaceId}::uuid
    on conflict (workspace_id, sku) do update set title = excluded.title, description = excluded.description,
      price_minor = excluded.price_minor, currency = excluded.currency, url = excluded.url,
      image_url = excluded.image_url, media_id = excluded.media_id, available = true, updated_at = excluded.updated_at`);
}

export interface ProductQuery {
  /** Part of a title or SKU. */
  search: string;
  /** The SKU of the last product of the page before. */
  after: string | null;
  /** Whether what is sold out is left out. */
  onlyAvailable: boolean;
  limit: number;
}

/** Products of a workspace by SKU: the order of the primary key, so that every page costs the same. */
export async function listProducts(
  db: Pick<Database, "select">,
  workspaceId: string,
  { search, after, onlyAvailable, limit }: ProductQuery,
): Promise<CatalogueProduct[]> {
  const pattern = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
  return db
    .select(productColumns)
    .from(product)
    .where(
      and(
        eq(product.workspaceId, workspaceId),
        search === "" ? undefined : or(ilike(product.title, pattern), ilike(product.sku, pattern)),
        after === null ? undefined : gt(product.sku, after),
        onlyAvailable ? eq(product.available, true) : undefined,
      ),
    )
    .orderBy(asc(product.sku))
    .limit(limit);
}

/** How many products the catalogue holds, for the page's heading. */
export async function countProducts(db: Pick<Database, "select">, workspaceId: string): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(product)
    .where(eq(product.workspaceId, workspaceId));
  return row?.count ?? 0;
}

/** Who changes the catalogue, and when. */
export interface CatalogueChange {
  workspaceId: string;
  userId: string;
  now: Date;
}

/**
 * Adds a product, or changes the one of that SKU. A SKU that is taken is not overwritten by a new product. A picture
 * that is not in the workspace's library (any more) is left out.
 */
export async function saveProduct(
  db: Database,
  { workspaceId, userId, now }: CatalogueChange,
  { isNew, product: { sku, mediaId, ...facts } }: { isNew: boolean; product: CatalogueProduct },
): Promise<"saved" | "sku_taken" | "not_found"> {
  return db.transaction(async (tx) => {
    const [picture] =
      mediaId === null
        ? []
        : await tx
            .select({ id: media.id })
            .from(media)
            .where(and(eq(media.id, mediaId), eq(media.workspaceId, workspaceId)))
            .for("key share");
    const values = { ...facts, mediaId: picture?.id ?? null, updatedAt: now };
    const saved = isNew
      ? await tx
          .insert(product)
          .values({ workspaceId, sku, ...values })
          .onConflictDoNothing()
          .returning({ sku: product.sku })
      : await tx
          .update(product)
          .set(values)
          .where(and(eq(product.workspaceId, workspaceId), eq(product.sku, sku)))
          .returning({ sku: product.sku });
    if (saved.length === 0) return isNew ? "sku_taken" : "not_found";
    await appendAudit(tx, {
      ...{ workspaceId, userId, subjectKind: "product", subjectId: sku, now },
      action: isNew ? "product.added" : "product.changed",
    });
    return "saved";
  });
}

/** Which columns an imported file had; what it has none of stays as it is in products that are known. */
export interface ImportedColumns {
  description: boolean;
  price: boolean;
  picture: boolean;
  availability: boolean;
}

const importedAtOnceMax = 1000;

/** How many of these SKUs the catalogue has. */
export async function countKnownProducts(
  db: Pick<Database, "execute">,
  workspaceId: string,
  skus: readonly string[],
): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count from product p where p.workspace_id = ${workspaceId} and p.sku in (
      select value from jsonb_array_elements_text(${JSON.stringify(skus)}::text::jsonb))`);
  return row?.count ?? 0;
}

/**
 * Takes the products of a file into the catalogue, all or none; each SKU at most once. A picture chosen from the library
 * by hand stays. The same file again changes nothing more.
 */
export async function importProducts(
  db: Database,
  { workspaceId, userId, now }: CatalogueChange,
  products: readonly CatalogueProduct[],
  columns: ImportedColumns,
): Promise<void> {
  // In one order for everybody: two imports at once wait for each other instead of for ever.
  const sorted = products.toSorted((a, b) => (a.sku < b.sku ? -1 : 1));
  await db.transaction(async (tx) => {
    for (let from = 0; from < sorted.length; from += importedAtOnceMax) {
      const some = sorted.slice(from, from + importedAtOnceMax);
      await tx.execute(sql`
        insert into product as old (workspace_id, sku, title, description, price_minor, currency, url, image_url, available, updated_at)
        select ${workspaceId}::uuid, p.sku, p.title, p.description, p."priceMinor", p.currency, p.url, p."imageUrl",
          p.available, ${now.toISOString()}::timestamptz
        from jsonb_to_recordset(${JSON.stringify(some)}::text::jsonb) as p(sku text, title text, description text,
          "priceMinor" bigint, currency text, url text, "imageUrl" text, available boolean)
        on conflict (workspace_id, sku) do update set title = excluded.title, url = excluded.url,
          description = case when ${columns.description} then excluded.description else old.description end,
          price_minor = case when ${columns.price} then excluded.price_minor else old.price_minor end,
          currency = case when ${columns.price} then excluded.currency else old.currency end,
          image_url = case when ${columns.picture} then excluded.image_url else old.image_url end,
          available = case when ${columns.availability} then excluded.available else old.available end,
          updated_at = excluded.updated_at`);
    }
    await appendAudit(tx, {
      ...{ workspaceId, userId, subjectKind: "workspace", subjectId: workspaceId, now },
      action: "products.imported",
      detail: { products: sorted.length },
    });
  });
}

/** Takes a product out of the catalogue. Messages that were given it keep what they show. False when there is none. */
export async function removeProduct(
  db: Database,
  { workspaceId, userId, now }: CatalogueChange,
  sku: string,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const removed = await tx
      .delete(product)
      .where(and(eq(product.workspaceId, workspaceId), eq(product.sku, sku)))
      .returning({ sku: product.sku });
    if (removed.length === 0) return false;
    await appendAudit(tx, {
      ...{ workspaceId, userId, subjectKind: "product", subjectId: sku, now },
      action: "product.removed",
    });
    return true;
  });
}

const productColumns = {
  sku: product.sku,
  title: product.title,
  description: product.description,
  priceMinor: product.priceMinor,
  currency: product.currency,
  url: product.url,
  imageUrl: product.imageUrl,
  mediaId: product.mediaId,
  available: product.available,
};

export interface ProductAct {
  contactId: string;
  relation: ProductRelation;
  sku: string;
  at: Date;
}

/** Remembers what people did with products: of each person and relation the latest. People of other workspaces are passed over. */
export async function saveProductActs(
  db: Pick<Database, "execute">,
  workspaceId: string,
  acts: readonly ProductAct[],
): Promise<void> {
  await db.execute(sql`
    insert into contact_product (contact_id, relation, workspace_id, sku, at)
    select distinct on (a."contactId", a.relation) a."contactId", a.relation, ${workspaceId}::uuid, a.sku, a.at
    from jsonb_to_recordset(${JSON.stringify(acts)}::text::jsonb) as a("contactId" uuid, relation text, sku text, at timestamptz)
    join contact k on k.id = a."contactId" and k.workspace_id = ${workspaceId}::uuid
    order by a."contactId", a.relation, a.at desc
    on conflict (contact_id, relation) do update set sku = excluded.sku, at = excluded.at
    where contact_product.at < excluded.at`);
}
