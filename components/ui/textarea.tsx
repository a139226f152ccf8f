import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { controlLooks } from "./input";

export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea rows={rows} dir="auto" className={classNames(controlLooks, "py-2 leading-normal", className)} {...rest} />
  );
}
