import { classNames } from "./class-names";

/** Stands where content will be; give it the content's size by class names. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={classNames("h-4 animate-pulse rounded-md bg-hover", className)} />;
}
