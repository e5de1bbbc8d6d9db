"use client";

import { ChevronRight } from "lucide-react";
import { useState, type ReactNode } from "react";
import { cx } from "@/components/ui/cx";

type FoldedProps = {
  /** The line that stays: a name, and the present value of what is folded. */
  summary: ReactNode;
  /** Drawn in any case; told whether it is open, for what is read only then. */
  children: ReactNode | ((open: boolean) => ReactNode);
  /** Open at first. */
  open?: boolean;
  id?: string;
  className?: string;
  /** Classes of the line that stays. */
  line?: string;
};

/** A part of a page that is closed with its present value in sight, and opens with a press. */
export function Folded({ summary, children, open: atFirst = false, id, className, line }: FoldedProps) {
  const [open, setOpen] = useState(atFirst);
  return (
    <details
      id={id}
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className={cx("group/folded min-w-0 scroll-mt-4", className)}
    >
      <summary
        className={cx(
          "flex cursor-pointer list-none items-start gap-2 -outline-offset-2 [&::-webkit-details-marker]:hidden",
          line,
        )}
      >
        <ChevronRight aria-hidden className={cx("mt-1 size-4 shrink-0 text-faint", open && "rotate-90")} />
        <span className="min-w-0 flex-1 wrap-anywhere">{summary}</span>
      </summary>
      {typeof children === "function" ? children(open) : children}
    </details>
  );
}
