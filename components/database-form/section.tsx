import type { ReactNode } from "react";

/** A part of a form: its heading, one sentence on what it is for, and its fields. */
export function FormSection({
  title,
  says,
  children,
}: {
  title: string;
  says: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="grid gap-4 border-t border-line py-6 first:border-t-0 first:pt-0 lg:grid-cols-[16rem_1fr] lg:gap-8">
      <div>
        <h2 className="text-lg font-medium">{title}</h2>
        <p className="mt-1 text-sm text-muted">{says}</p>
      </div>
      <div className="grid min-w-0 content-start gap-4">{children}</div>
    </section>
  );
}
