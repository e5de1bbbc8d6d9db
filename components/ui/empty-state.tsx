import type { ReactNode } from "react";

type EmptyStateProps = {
  title: string;
  /** Description of what would stand here, and how it gets here. */
  children: ReactNode;
  actions?: ReactNode;
  /** The level of the title in the page's outline. */
  level?: 2 | 3;
};

/** A list with nothing in it, which says what it is for and how to fill it. */
export function EmptyState({ title, children, actions, level = 2 }: EmptyStateProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <div className="rounded-md border border-dashed border-edge px-6 py-12 text-center">
      <Heading className="text-lg font-semibold">{title}</Heading>
      <div className="mx-auto mt-2 max-w-prose text-muted">{children}</div>
      {actions && <div className="mt-6 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
