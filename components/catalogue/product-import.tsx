"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { DialogForm } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LeftOutRows } from "@/components/ui/left-out-rows";
import { Select } from "@/components/ui/select";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { toast } from "@/components/ui/toaster";
import { useAction } from "@/components/ui/use-action";
import { priceText } from "@/lib/catalogue/product";
import { productFileBytesMax, type ReadProducts } from "@/lib/catalogue/product-import";
import { countWords } from "@/lib/count-words";
import { sendProductFile } from "./send-product-file";

interface ProductImportProps {
  currency: string;
  currencies: readonly string[];
  locale: string;
}

/** Takes in a file of products: read first, then saved. */
export function ProductImport(props: ProductImportProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>Import products</Button>}
      title="Import products"
      description="A CSV file with a row per product, up to 20,000 rows. Its first row names the columns: “sku”, “title” and “url” are needed; “price”, “currency”, “image”, “description” and “availability” are read too."
      width="lg"
    >
      <ImportForm {...props} onSaved={() => setOpen(false)} />
    </Dialog>
  );
}

const sendFile = (raw: unknown) => sendProductFile(raw as Parameters<typeof sendProductFile>[0]);

function ImportForm({ currency: usual, currencies, locale, onSaved }: ProductImportProps & { onSaved: () => void }) {
  const router = useRouter();
  const { run, busy, errorOf, formError, clear } = useAction(sendFile);
  const [file, setFile] = useState<File | null>(null);
  const [currency, setCurrency] = useState(usual);
  const [read, setRead] = useState<ReadProducts | null>(null);
  const tooLarge = file !== null && file.size > productFileBytesMax;

  /** Whatever changes, the file is read again before it is saved. */
  function changed() {
    setRead(null);
    clear();
  }

  async function submit() {
    if (file === null || tooLarge) return;
    const commit = read !== null;
    const result = await run({ file, currency, commit });
    if (result === null) return;
    if (!commit) return setRead(result.value);
    toast.success(`${countWords(result.value.productsCount, "product")} saved`);
    onSaved();
    router.refresh();
  }

  const trouble = formError("file");
  return (
    <DialogForm
      onSubmit={submit}
      submit={read === null ? "Read file" : `Save ${countWords(read.productsCount, "product")}`}
      busy={busy}
      disabled={read?.productsCount === 0}
      trouble={trouble}
    >
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_15rem]">
        <Field
          label="File"
          error={
            errorOf("file") ?? (tooLarge ? "The file is larger than 10 MB. Split it into smaller ones." : undefined)
          }
        >
          <Input
            required
            type="file"
            accept=".csv,.tsv,.txt,text/csv"
            onChange={(event) => {
              changed();
              setFile(event.target.files?.[0] ?? null);
            }}
          />
        </Field>
        <Field label="Currency of prices without one">
          <Select
            value={currency}
            onChange={(event) => {
              changed();
              setCurrency(event.target.value);
            }}
          >
            {[...new Set([currency, ...currencies])].map((code) => (
              <option key={code}>{code}</option>
            ))}
          </Select>
        </Field>
      </div>
      {read && <ReadFile read={read} locale={locale} />}
    </DialogForm>
  );
}

function ReadFile({ read, locale }: { read: ReadProducts; locale: string }) {
  const { productsCount, knownCount, sample, unread, rejectedCount, rejected } = read;
  return (
    <div className="grid grid-cols-1 gap-3" aria-live="polite">
      <p>
        {countWords(productsCount, "product")} found: {(productsCount - knownCount).toLocaleString("en")} new,{" "}
        {knownCount.toLocaleString("en")} in the catalogue already, which this file corrects.
        {unread.length > 0 && <span className="text-muted"> Not read: {unread.join(", ")}.</span>}
      </p>
      {sample.length > 0 && (
        <div className="overflow-clip rounded-lg border">
          <Table aria-label="The first products">
            <TableHead>
              <tr>
                <TableHeader>SKU</TableHeader>
                <TableHeader>Title</TableHeader>
                <TableHeader numeric>Price</TableHeader>
                <TableHeader>Availability</TableHeader>
              </tr>
            </TableHead>
            <TableBody>
              {sample.map((product) => (
                <TableRow key={product.sku}>
                  <TableCell className="max-w-32 truncate">{product.sku}</TableCell>
                  <TableCell dir="auto" className="max-w-56 truncate">
                    {product.title}
                  </TableCell>
                  <TableCell numeric className="whitespace-nowrap tabular-nums">
                    {priceText(product, locale) || "No price"}
                  </TableCell>
                  <TableCell className="whitespace-nowrap">
                    {product.available ? "Available" : "Not available"}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
      )}
      {rejectedCount > 0 && (
        <Callout kind="warning" title={`${countWords(rejectedCount, "row")} left out`}>
          <LeftOutRows rows={rejected} count={rejectedCount} />
        </Callout>
      )}
    </div>
  );
}
