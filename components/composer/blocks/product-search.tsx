"use client";

import { useEffect, useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type ProductFacts, priceText } from "@/lib/catalogue/product";

type Answer = { kind: "looking" } | { kind: "found"; products: ProductFacts[] } | { kind: "failed" };

const waitMs = 250;

/** Finds a product of the catalogue by name or number. */
export function ProductSearch({
  search,
  onChoose,
}: {
  search: (query: string) => Promise<ProductFacts[]>;
  onChoose: (product: ProductFacts) => void;
}) {
  const [query, setQuery] = useState("");
  const [answer, setAnswer] = useState<Answer>({ kind: "looking" });
  useEffect(() => {
    let isStale = false;
    const timer = setTimeout(() => {
      setAnswer({ kind: "looking" });
      search(query.trim())
        .then((products) => !isStale && setAnswer({ kind: "found", products }))
        .catch(() => !isStale && setAnswer({ kind: "failed" }));
    }, waitMs);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [search, query]);
  return (
    <div className="space-y-2">
      <Field label="Search the catalogue" hideLabel>
        <Input
          type="search"
          value={query}
          maxLength={100}
          placeholder="Search the catalogue"
          onChange={(event) => setQuery(event.target.value)}
        />
      </Field>
      <div aria-live="polite">
        {answer.kind === "failed" && (
          <p className="text-danger-ink text-sm">The catalogue could not be read. Change a letter to try again.</p>
        )}
        {answer.kind === "looking" && <p className="text-muted text-sm">Looking…</p>}
        {answer.kind === "found" && answer.products.length === 0 && (
          <p className="text-muted text-sm">
            {query.trim() === "" ? "The catalogue is empty." : "No product has that name or number."}
          </p>
        )}
      </div>
      {answer.kind === "found" && answer.products.length > 0 && (
        <ul aria-label="Products" className="max-h-60 overflow-y-auto rounded-lg border bg-surface p-1">
          {answer.products.map((product) => (
            <li key={product.sku}>
              <button
                type="button"
                className="flex w-full items-baseline justify-between gap-3 rounded-md px-2 py-1.5 text-left hover:bg-hover"
                onClick={() => onChoose(product)}
              >
                <span className="min-w-0 truncate">{product.title}</span>
                <span className="shrink-0 text-muted text-xs tabular-nums">
                  {priceText(product, "en") || product.sku}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
