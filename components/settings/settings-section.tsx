import type { ReactNode } from "react";

/** A part of a settings page: what it is about on the left, the controls on the right. */
export function SettingsSection({
  title,
  description,
  children,
}: {
  title: string;
  description?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="grid gap-x-10 gap-y-4 border-t py-8 first:border-t-0 first:pt-0 @min-[44rem]:grid-cols-[16rem_minmax(0,1fr)]">
      <div>
        <h2 className="font-semibold text-lg">{title}</h2>
        {description && <p className="mt-1 text-pretty text-muted">{description}</p>}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
