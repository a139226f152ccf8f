"use client";

import { ImageIcon } from "lucide-react";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toaster";
import { type Action, useAction } from "@/components/ui/use-action";
import { priceInput } from "@/lib/catalogue/parse-price";
import type { CatalogueProduct } from "@/lib/catalogue/product";
import type { MediaItem } from "@/lib/media/media-item";

export interface ProductDialogProps {
  /** The product that is changed, with its picture; null for a new one. */
  about: { product: CatalogueProduct; pictureUrl: string | null } | null;
  trigger: ReactNode;
  /** Where a new product's price starts. */
  currency: string;
  currencies: readonly string[];
  save: Action<null>;
  /** The library, drawn by whoever knows it. */
  renderMediaPicker: (onChoose: (item: MediaItem) => void) => ReactNode;
}

/** Adds a product, or changes one. */
export function ProductDialog(props: ProductDialogProps) {
  const [open, setOpen] = useState(false);
  const { about, trigger } = props;
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={trigger}
      title={about === null ? "Add product" : "Edit product"}
      description={
        about === null
          ? undefined
          : "Messages that were given this product keep what they show; choose it there again to change them."
      }
    >
      <ProductForm {...props} onSaved={() => setOpen(false)} />
    </Dialog>
  );
}

function ProductForm({
  about,
  currency,
  currencies,
  save,
  renderMediaPicker,
  onSaved,
}: ProductDialogProps & { onSaved: () => void }) {
  const { run, busy, errorOf, formError } = useAction(save);
  const [typed, setTyped] = useState(() => typedOf(about?.product ?? null, currency));
  const [pictureUrl, setPictureUrl] = useState(about?.product.mediaId ? about.pictureUrl : null);
  const formId = useId();
  const change = (changes: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...changes }));

  async function submit(event: FormEvent) {
    event.preventDefault();
    if ((await run({ isNew: about === null, product: typed })) === null) return;
    toast.success("Product saved");
    onSaved();
  }

  const error = (field: keyof typeof typed) => errorOf(`product.${field}`);
  // What is wrong with a field that is not on the screen is said below.
  const hidden = ["mediaId", "available", ...(typed.mediaId === null ? [] : ["imageUrl"])];
  const shown = Object.keys(typed).filter((field) => !hidden.includes(field));
  const trouble = formError(...shown.map((field) => `product.${field}`));
  return (
    <div className="grid gap-4">
      <form id={formId} onSubmit={submit} className="grid gap-4">
        <Field label="Title" error={error("title")}>
          <Input
            required
            maxLength={200}
            placeholder="Linen shirt"
            value={typed.title}
            onChange={(event) => change({ title: event.target.value })}
          />
        </Field>
        <Field
          label="SKU"
          hint={about === null ? "Your shop's own number. It cannot change later." : undefined}
          error={error("sku")}
        >
          <Input
            required
            maxLength={100}
            spellCheck={false}
            readOnly={about !== null}
            className="read-only:bg-sunken"
            placeholder="SHIRT-01"
            value={typed.sku}
            onChange={(event) => change({ sku: event.target.value })}
          />
        </Field>
        <div className="grid grid-cols-[1fr_7rem] gap-4">
          <Field label="Price" optional error={error("price")}>
            <Input
              inputMode="decimal"
              maxLength={40}
              placeholder="39.90"
              value={typed.price}
              onChange={(event) => change({ price: event.target.value })}
            />
          </Field>
          <Field label="Currency" error={error("currency")}>
            <Select value={typed.currency} onChange={(event) => change({ currency: event.target.value })}>
              {[...new Set([typed.currency, ...currencies])].map((code) => (
                <option key={code}>{code}</option>
              ))}
            </Select>
          </Field>
        </div>
        <Field label="Address of the product's page" error={error("url")}>
          <Input
            required
            maxLength={990}
            inputMode="url"
            placeholder="https://shop.example/linen-shirt"
            value={typed.url}
            onChange={(event) => change({ url: event.target.value })}
          />
        </Field>
        <Field label="Description" optional error={error("description")}>
          <Textarea
            rows={2}
            maxLength={1000}
            value={typed.description}
            onChange={(event) => change({ description: event.target.value })}
          />
        </Field>
        <Checkbox
          label="Available"
          hint="What is not available is in no message."
          checked={typed.available}
          onCheckedChange={(checked) => change({ available: checked === true })}
        />
      </form>
      {/* Outside the form: the library has a form of its own, and one cannot stand in another. */}
      <PictureFields
        {...{ formId, pictureUrl, renderMediaPicker }}
        mediaId={typed.mediaId}
        imageUrl={typed.imageUrl}
        error={error("imageUrl")}
        onImageUrl={(imageUrl) => change({ imageUrl })}
        onMedia={(item) => {
          change({ mediaId: item?.id ?? null });
          setPictureUrl(item?.renditions.thumbnail?.url ?? null);
        }}
      />
      <DialogButtons form={formId} submit="Save product" busy={busy} trouble={trouble} />
    </div>
  );
}

/** A product as it stands in the fields of the form. */
function typedOf(product: CatalogueProduct | null, currency: string) {
  return {
    sku: product?.sku ?? "",
    title: product?.title ?? "",
    description: product?.description ?? "",
    price: product?.priceMinor == null ? "" : priceInput(product.priceMinor, product.currency),
    currency: product?.currency ?? currency,
    url: product?.url ?? "",
    imageUrl: product?.imageUrl ?? "",
    mediaId: product?.mediaId ?? null,
    available: product?.available ?? true,
  };
}

interface PictureFieldsProps extends Pick<ProductDialogProps, "renderMediaPicker"> {
  /** The form that Enter sends. */
  formId: string;
  mediaId: string | null;
  imageUrl: string;
  /** Of the library's picture; null while it is being made small. */
  pictureUrl: string | null;
  error: string | undefined;
  onMedia: (item: MediaItem | null) => void;
  onImageUrl: (address: string) => void;
}

/** One of the library, or the shop's own on the web. */
function PictureFields(props: PictureFieldsProps) {
  const { formId, mediaId, imageUrl, pictureUrl, error, renderMediaPicker, onMedia, onImageUrl } = props;
  const [choosing, setChoosing] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  return (
    <fieldset className="space-y-3 rounded-lg border p-3">
      <legend className="px-1 font-medium">Picture</legend>
      <div className="flex flex-wrap items-center gap-3">
        {mediaId !== null && (
          <span className="relative grid size-14 place-items-center overflow-hidden rounded-md bg-sunken text-muted">
            {pictureUrl === null ? (
              <ImageIcon className="size-5" aria-hidden />
            ) : (
              // biome-ignore lint/performance/noImgElement: already small, from our own address
              <img src={pictureUrl} alt="Chosen from the library" className="absolute inset-0 size-full object-cover" />
            )}
          </span>
        )}
        <Button size="sm" aria-expanded={choosing} onClick={() => setChoosing(!choosing)}>
          {mediaId === null ? "Choose or upload a picture" : "Change picture"}
        </Button>
        {mediaId !== null && (
          <Button size="sm" variant="quiet" onClick={() => onMedia(null)}>
            Remove picture
          </Button>
        )}
      </div>
      {refusal !== null && (
        <p role="alert" className="text-danger-ink text-sm">
          {refusal}
        </p>
      )}
      {choosing && (
        <div className="rounded-lg border bg-canvas p-3">
          {renderMediaPicker((item) => {
            if (item.kind !== "image") return setRefusal(`“${item.fileName}” is no picture. Choose a picture here.`);
            setRefusal(null);
            setChoosing(false);
            onMedia(item);
          })}
        </div>
      )}
      {mediaId === null && (
        <Field label="or the address of a picture on the web" optional error={error}>
          <Input
            form={formId}
            maxLength={990}
            inputMode="url"
            placeholder="https://shop.example/linen-shirt.jpg"
            value={imageUrl}
            onChange={(event) => onImageUrl(event.target.value)}
          />
        </Field>
      )}
    </fieldset>
  );
}
