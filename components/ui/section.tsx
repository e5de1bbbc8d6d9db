import type { ReactNode } from "react";
import type { TermId } from "@/lib/docs/terms";
import { Term } from "./term";

type SectionProps = {
  title: string;
  /** The term of the glossary that the title is. */
  term?: TermId;
  aside?: ReactNode;
  children: ReactNode;
};

/** A titled part of a page, in a frame of its own; frames are never nested. */
export function Section({ title, term, aside, children }: SectionProps) {
  return (
    <section className="min-w-0 rounded-md border border-line bg-surface">
      <div className="flex flex-wrap items-baseline justify-between gap-2 border-b border-line px-4 py-3">
        <h2 className="font-semibold">{term === undefined ? title : <Term of={term}>{title}</Term>}</h2>
        {aside && <div className="text-sm text-muted">{aside}</div>}
      </div>
      <div className="p-4">{children}</div>
    </section>
  );
}
