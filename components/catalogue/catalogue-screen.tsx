"use client";

import { Plus, Search, ShoppingBag } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { NumberText } from "@/components/ui/number-text";
import { PageHeader } from "@/components/ui/page-header";
import { PageLinks } from "@/components/ui/page-links";
import type { Action } from "@/components/ui/use-action";
import { ProductDialog, type ProductDialogProps } from "./product-dialog";
import { ProductImport } from "./product-import";
import { ProductTable, type ShownProduct } from "./product-table";

export interface CatalogueScreenProps
  extends Pick<ProductDialogProps, "currency" | "currencies" | "renderMediaPicker"> {
  rows: readonly ShownProduct[];
  /** Products of the workspace, whatever the search. */
  count: number;
  filter: { search: string; isFirstPage: boolean };
  /** Where the next page begins; null on the last one. */
  nextAfter: string | null;
  /** The workspace's language, in which prices are written. */
  locale: string;
  /** Null for people who may only look. */
  save: Action<null> | null;
  remove: Action<null> | null;
}

/** What the business sells: to search, to correct, to put into messages. */
export function CatalogueScreen({ rows, count, filter, nextAfter, save, remove, ...rest }: CatalogueScreenProps) {
  const add = save && (
    <>
      <ProductImport {...rest} />
      <ProductDialog
        {...rest}
        save={save}
        about={null}
        trigger={
          <Button variant="primary">
            <Plus aria-hidden />
            Add product
          </Button>
        }
      />
    </>
  );
  return (
    <>
      <PageHeader
        title="Catalogue"
        description={
          count === 0 ? (
            "Products that messages can show."
          ) : (
            <>
              <NumberText value={count} /> {count === 1 ? "product" : "products"} that messages can show
            </>
          )
        }
        actions={count > 0 && add}
      />
      <div className="grid gap-4">
        {count > 0 && <ProductSearchForm search={filter.search} />}
        <Card flush>
          {count === 0 ? (
            <EmptyState
              icon={<ShoppingBag aria-hidden />}
              title="No products yet"
              description="A message can show a product you choose, or the one each person last looked at or left in the cart."
              action={add}
            />
          ) : rows.length === 0 ? (
            <EmptyState
              icon={<Search aria-hidden />}
              title="No product fits this search"
              description="Try part of a title or SKU."
              action={
                <Button asChild>
                  <Link href="/catalogue">Show all products</Link>
                </Button>
              }
            />
          ) : (
            <ProductTable {...rest} rows={rows} save={save} remove={remove} />
          )}
        </Card>
        <PageLinks
          pathname="/catalogue"
          query={{ search: filter.search }}
          isFirstPage={filter.isFirstPage}
          nextAfter={nextAfter}
        />
      </div>
    </>
  );
}

/** A plain form: it works before any script has loaded, and the address can be shared. */
function ProductSearchForm({ search }: { search: string }) {
  return (
    <form action="/catalogue" className="flex flex-wrap gap-2">
      <div className="min-w-48 flex-1 sm:max-w-sm">
        <Input
          key={search}
          type="search"
          name="search"
          aria-label="Search products"
          maxLength={100}
          defaultValue={search}
          placeholder="Title or SKU"
        />
      </div>
      <Button type="submit">Search</Button>
    </form>
  );
}
