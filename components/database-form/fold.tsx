import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

type FoldProps = {
  title: string;
  /** The present value of what is folded, in a few words. */
  value: ReactNode;
  children: ReactNode;
};

/** A part of a form that is folded and shows its present value; the browser's own, so that it opens before our code is there. */
export function Fold({ title, value, children }: FoldProps) {
  return (
    <details className="group border-b border-line">
      <summary className="grid min-h-11 list-none grid-cols-[1rem_minmax(0,1fr)] items-center gap-x-3 py-2 -outline-offset-2 hover:bg-sunken sm:grid-cols-[1rem_8rem_minmax(0,1fr)]">
        <ChevronRight
          aria-hidden
          className="size-4 text-muted transition-transform duration-100 group-open:rotate-90"
        />
        <span className="font-semibold">{title}</span>
        <span className="truncate text-sm text-muted max-sm:col-start-2">{value}</span>
      </summary>
      <div className="grid gap-4 pt-1 pb-5 sm:pl-7">{children}</div>
    </details>
  );
}

/** Opens the folds around an element, so that it can be focused. */
export function unfold(element: Element): void {
  for (let at = element.closest("details"); at; at = at.parentElement?.closest("details") ?? null)
    at.open = true;
}
