"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import { useId, useState, type ReactNode } from "react";
import type { TermId } from "@/lib/docs/terms";
import { cx } from "./cx";
import { Term } from "./term";

type FoldingSectionProps = {
  title: string;
  /** The term of the glossary that the title is. */
  term?: TermId;
  /** The present value of what is folded, in a few words. */
  value: ReactNode;
  /** Open on a narrow window too, until the reader closes it. */
  open?: boolean;
  children: ReactNode;
};

/**
 * A titled part of a page that stands open on a wide window and is folded on a narrow one, with its present value in sight. The width
 * alone decides until the reader does: the server does not know it, and nothing jumps.
 */
export function FoldingSection({ title, term, value, open = false, children }: FoldingSectionProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(open);
  const Chevron = isOpen ? ChevronUp : ChevronDown;
  return (
    <section className="min-w-0 rounded-md border border-line bg-surface">
      <div
        className={cx(
          "flex min-h-12 items-center justify-between gap-3 border-line px-4 lg:border-b",
          isOpen && "border-b",
        )}
      >
        <div className="flex min-w-0 flex-wrap items-baseline gap-x-3 py-2">
          <h2 className="font-semibold">{term === undefined ? title : <Term of={term}>{title}</Term>}</h2>
          {value && <p className="text-sm text-muted">{value}</p>}
        </div>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          aria-label={`${isOpen ? "Hide" : "Show"}: ${title}`}
          onClick={() => setOpen(!isOpen)}
          className="-mr-2 flex size-10 shrink-0 items-center justify-center rounded-md text-muted hover:text-ink lg:hidden"
        >
          <Chevron aria-hidden className="size-4" />
        </button>
      </div>
      <div id={id} className={cx("p-4", !isOpen && "max-lg:hidden")}>
        {children}
      </div>
    </section>
  );
}
