"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { parsePrice, priceInput } from "@/lib/catalogue/parse-price";
import type { ProductFacts } from "@/lib/catalogue/product";
import type { ProductBlock } from "@/lib/message/blocks/product";
import { CharCounter } from "../char-counter";
import { buttonLabelLimit } from "../field-limits";
import { LiquidInput } from "../liquid-input";
import { withScheme } from "../with-scheme";
import type { BlockEditorProps, EditorTools } from "./block-editor";
import { MediaField } from "./media-field";
import { ParsedInput } from "./parsed-input";
import { ProductSearch } from "./product-search";

const sourceWords: Record<ProductBlock["source"], string> = {
  last_viewed: "What the person last looked at",
  last_carted: "What the person left in the cart",
  chosen: "The same product for everybody",
};

const emptyProduct: ProductFacts = {
  ...{ sku: "", title: "", description: "", priceMinor: null, currency: "USD", url: "", imageUrl: null, mediaId: null },
};

/** A product with its picture, its price and a way to it. */
export function ProductEditor({ block, readOnly, tools, onChange }: BlockEditorProps<ProductBlock>) {
  const { product, source } = block;
  const isChosen = source === "chosen";
  return (
    <div className="space-y-3 p-3.5">
      <Field label="Which product">
        <Select
          value={source}
          disabled={readOnly}
          onChange={(event) => {
            const chosen = (Object.keys(sourceWords) as ProductBlock["source"][]).find(
              (key) => key === event.target.value,
            );
            if (chosen) onChange({ ...block, source: chosen }, null);
          }}
        >
          {Object.entries(sourceWords).map(([key, words]) => (
            <option key={key} value={key}>
              {words}
            </option>
          ))}
        </Select>
      </Field>
      <fieldset className="rounded-lg border bg-canvas p-3">
        <legend className="px-1 font-medium">{isChosen ? "The product" : "For people who have none"}</legend>
        {product === null ? (
          <NoProduct
            isChosen={isChosen}
            readOnly={readOnly}
            tools={tools}
            onChoose={(chosen) => onChange({ ...block, product: chosen }, null)}
          />
        ) : (
          <ProductFields
            product={product}
            readOnly={readOnly}
            tools={tools}
            onChange={(changed, field) => onChange({ ...block, product: changed }, field && `product.${field}`)}
            onRemove={() => onChange({ ...block, product: null }, null)}
          />
        )}
      </fieldset>
      <div className="space-y-2">
        <Checkbox
          label="Show the price"
          checked={block.showPrice}
          disabled={readOnly}
          onCheckedChange={(checked) => onChange({ ...block, showPrice: checked === true }, null)}
        />
        <Checkbox
          label="Show the description"
          checked={block.showDescription}
          disabled={readOnly}
          onCheckedChange={(checked) => onChange({ ...block, showDescription: checked === true }, null)}
        />
      </div>
      <div>
        <Field label="Words on the button">
          <LiquidInput
            value={block.button.label}
            maxLength={200}
            readOnly={readOnly}
            placeholder="See it"
            variables={tools.variables}
            onValueChange={(label) => onChange({ ...block, button: { ...block.button, label } }, "button")}
          />
        </Field>
        <CharCounter text={block.button.label} limit={buttonLabelLimit} />
      </div>
    </div>
  );
}

function NoProduct({
  isChosen,
  readOnly,
  tools,
  onChoose,
}: {
  isChosen: boolean;
  readOnly: boolean;
  tools: EditorTools;
  onChoose: (product: ProductFacts) => void;
}) {
  return (
    <div className="space-y-3">
      <p className="text-muted text-sm">
        {isChosen ? "No product has been chosen yet." : "Nobody in particular: people without a product are skipped."}
      </p>
      {!readOnly && tools.searchProducts !== null && (
        <ProductSearch search={tools.searchProducts} onChoose={onChoose} />
      )}
      {!readOnly && (
        <Button size="sm" onClick={() => onChoose(emptyProduct)}>
          Describe a product by hand
        </Button>
      )}
    </div>
  );
}

function ProductFields({
  product,
  readOnly,
  tools,
  onChange,
  onRemove,
}: {
  product: ProductFacts;
  readOnly: boolean;
  tools: EditorTools;
  onChange: (product: ProductFacts, field: string | null) => void;
  onRemove: () => void;
}) {
  const [searching, setSearching] = useState(false);
  const { currency } = product;
  return (
    <div className="space-y-3">
      <ProductPicture product={product} readOnly={readOnly} tools={tools} onChange={onChange} />
      <Field label="Name of the product">
        <Input
          value={product.title}
          maxLength={200}
          readOnly={readOnly}
          className="read-only:bg-sunken"
          placeholder="Linen shirt"
          onChange={(event) => onChange({ ...product, title: event.target.value }, "title")}
        />
      </Field>
      <Field label="Description of the product" optional>
        <Textarea
          value={product.description}
          maxLength={1000}
          rows={2}
          readOnly={readOnly}
          className="read-only:bg-sunken"
          onChange={(event) => onChange({ ...product, description: event.target.value }, "description")}
        />
      </Field>
      <div className="grid grid-cols-[1fr_6rem] gap-3">
        <ParsedInput
          label="Price"
          optional
          value={product.priceMinor}
          show={(minor) => priceInput(minor, currency)}
          parse={(text) => parsePrice(text, currency)}
          complaint={`Write the price as a number, such as ${priceInput(3990, currency)}.`}
          placeholder="39.90"
          inputMode="decimal"
          readOnly={readOnly}
          onValueChange={(priceMinor) => onChange({ ...product, priceMinor }, "price")}
        />
        <Field label="Currency">
          <Input
            value={currency}
            maxLength={3}
            readOnly={readOnly}
            spellCheck={false}
            className="uppercase read-only:bg-sunken"
            onChange={(event) =>
              onChange({ ...product, currency: event.target.value.toUpperCase().replace(/[^A-Z]/g, "") }, "currency")
            }
          />
        </Field>
      </div>
      <Field label="Address of the product's page">
        <Input
          value={product.url}
          maxLength={1000}
          inputMode="url"
          readOnly={readOnly}
          className="read-only:bg-sunken"
          placeholder="https://shop.example/linen-shirt"
          onChange={(event) => onChange({ ...product, url: event.target.value }, "url")}
          onBlur={() => {
            const url = withScheme(product.url);
            if (url !== product.url) onChange({ ...product, url }, "url");
          }}
        />
      </Field>
      {!readOnly && (
        <div className="flex flex-wrap gap-2">
          {tools.searchProducts !== null && (
            <Button size="sm" aria-expanded={searching} onClick={() => setSearching(!searching)}>
              Choose another
            </Button>
          )}
          <Button size="sm" variant="quiet" onClick={onRemove}>
            Remove the product
          </Button>
        </div>
      )}
      {searching && !readOnly && tools.searchProducts !== null && (
        <ProductSearch
          search={tools.searchProducts}
          onChoose={(chosen) => {
            setSearching(false);
            onChange(chosen, null);
          }}
        />
      )}
    </div>
  );
}

/** One of the library, or the shop's own on the web. */
function ProductPicture({
  product,
  readOnly,
  tools,
  onChange,
}: {
  product: ProductFacts;
  readOnly: boolean;
  tools: EditorTools;
  onChange: (product: ProductFacts, field: string | null) => void;
}) {
  return (
    <>
      <MediaField
        mediaId={product.mediaId}
        kinds={["image"]}
        alt={product.title}
        readOnly={readOnly}
        autoFocus={false}
        tools={tools}
        onChoose={(item) => onChange({ ...product, mediaId: item.id }, "media")}
      />
      {product.mediaId === null && (
        <Field label="or the address of a picture on the web" optional>
          <Input
            value={product.imageUrl ?? ""}
            maxLength={1000}
            inputMode="url"
            readOnly={readOnly}
            className="read-only:bg-sunken"
            placeholder="https://shop.example/linen-shirt.jpg"
            onChange={(event) =>
              onChange({ ...product, imageUrl: event.target.value === "" ? null : event.target.value }, "imageUrl")
            }
          />
        </Field>
      )}
    </>
  );
}
