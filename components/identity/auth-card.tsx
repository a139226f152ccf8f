import type { ReactNode } from "react";

/** One question per page: the frame of sign-in, set-up and join. */
export function AuthCard({
  title,
  description,
  children,
}: {
  title: string;
  description?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <section className="rounded-xl border bg-surface p-6 sm:p-8">
      <h1 className="text-balance font-semibold text-2xl tracking-tight">{title}</h1>
      {description && <p className="mt-1.5 text-pretty text-muted">{description}</p>}
      {children && <div className="mt-6">{children}</div>}
    </section>
  );
}
