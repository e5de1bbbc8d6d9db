import type { ReactNode } from "react";

type FewProps<Item> = {
  items: readonly Item[];
  /** So many are shown; the rest is one press away. */
  first: number;
  children: (some: readonly Item[]) => ReactNode;
};

/** The first of a list, and the rest folded away with its number. */
export function CollapsedList<Item>({ items, first, children }: FewProps<Item>) {
  const rest = items.length - first;
  if (rest <= 0) return children(items);
  return (
    <>
      {children(items.slice(0, first))}
      <details>
        <summary className="cursor-pointer text-sm text-muted">and {rest.toLocaleString("en")} more</summary>
        <div className="mt-2 grid min-w-0 grid-cols-1 gap-1">{children(items.slice(first))}</div>
      </details>
    </>
  );
}
