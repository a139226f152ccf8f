"use client";

import { ShoppingBag, Trash2 } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { RemovalDialog } from "@/components/ui/removal-dialog";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { toast } from "@/components/ui/toaster";
import type { Action } from "@/components/ui/use-action";
import { type CatalogueProduct, priceText } from "@/lib/catalogue/product";
import { ProductDialog, type ProductDialogProps } from "./product-dialog";

export interface ShownProduct {
  product: CatalogueProduct;
  /** Of our own address; null where there is no picture yet. */
  pictureUrl: string | null;
}

type ProductTableProps = Pick<ProductDialogProps, "currency" | "currencies" | "renderMediaPicker"> & {
  rows: readonly ShownProduct[];
  locale: string;
  save: Action<null> | null;
  remove: Action<null> | null;
};

export function ProductTable({ rows, locale, save, remove, ...form }: ProductTableProps) {
  return (
    <Table aria-label="Products" className="table-fixed">
      <TableHead>
        <tr>
          <TableHeader className="w-17">
            <span className="sr-only">Picture</span>
          </TableHeader>
          <TableHeader>Product</TableHeader>
          <TableHeader className="hidden w-1/5 sm:table-cell">SKU</TableHeader>
          <TableHeader numeric className="hidden w-28 sm:table-cell">
            Price
          </TableHeader>
          <TableHeader className="hidden w-34 sm:table-cell">Availability</TableHeader>
          {save && (
            <TableHeader className="w-30">
              <span className="sr-only">Change</span>
            </TableHeader>
          )}
        </tr>
      </TableHead>
      <TableBody>
        {rows.map(({ product, pictureUrl }) => {
          const price = priceText(product, locale);
          return (
            <TableRow key={product.sku}>
              <TableCell>
                <Picture url={pictureUrl} />
              </TableCell>
              <TableCell>
                <span dir="auto" className="block truncate font-medium">
                  {product.title}
                </span>
                <span className="block truncate text-muted text-sm tabular-nums sm:hidden">
                  {[product.sku, price].filter(Boolean).join(" · ")}
                </span>
                {!product.available && <Badge className="mt-1 sm:hidden">Not available</Badge>}
              </TableCell>
              <TableCell className="hidden truncate sm:table-cell">{product.sku}</TableCell>
              <TableCell numeric className="hidden whitespace-nowrap tabular-nums sm:table-cell">
                {price || <span className="text-muted">No price</span>}
              </TableCell>
              <TableCell className="hidden whitespace-nowrap sm:table-cell">
                {product.available ? "Available" : <Badge>Not available</Badge>}
              </TableCell>
              {save && (
                <TableCell className="text-right">
                  <span className="flex justify-end gap-2">
                    {remove && <RemoveProduct product={product} remove={remove} />}
                    <ProductDialog
                      {...form}
                      save={save}
                      about={{ product, pictureUrl }}
                      trigger={
                        <Button size="sm" aria-label={`Edit ${product.title}`}>
                          Edit
                        </Button>
                      }
                    />
                  </span>
                </TableCell>
              )}
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}

function Picture({ url }: { url: string | null }) {
  return (
    <span className="relative grid size-10 place-items-center overflow-hidden rounded-md bg-sunken text-muted">
      {url === null ? (
        <ShoppingBag className="size-4" aria-hidden />
      ) : (
        // The title stands beside it.
        // biome-ignore lint/performance/noImgElement: already small, from our own address
        <img src={url} alt="" loading="lazy" className="absolute inset-0 size-full object-cover" />
      )}
    </span>
  );
}

function RemoveProduct({ product, remove }: { product: CatalogueProduct; remove: Action<null> }) {
  return (
    <RemovalDialog
      trigger={
        <Button variant="quiet" size="sm" iconOnly aria-label={`Remove ${product.title}`}>
          <Trash2 />
        </Button>
      }
      title="Remove this product?"
      description={`“${product.title}” leaves the catalogue. Messages it was chosen for keep showing it; people who looked at it get what the message says for everybody else.`}
      submit="Remove product"
      wayOut="Keep it"
      remove={remove}
      input={{ sku: product.sku }}
      onRemoved={() => toast.success("Product removed")}
    />
  );
}
