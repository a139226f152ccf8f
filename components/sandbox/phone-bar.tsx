import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

/** The bar on top of an open app. */
export function PhoneBar({ dark, onBack, children }: { dark: boolean; onBack: () => void; children: ReactNode }) {
  return (
    <div
      className={classNames(
        "flex min-h-12 shrink-0 items-center gap-1 border-b px-1",
        dark ? "border-[#2a2a2a] bg-[#161616]" : "border-[#e3e3e3] bg-[#f7f7f7]",
      )}
    >
      <button
        type="button"
        onClick={onBack}
        aria-label="Back to the home screen"
        className="grid size-10 shrink-0 place-items-center rounded-full"
      >
        <ChevronLeft className="size-5" aria-hidden />
      </button>
      {children}
    </div>
  );
}
