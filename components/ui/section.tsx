import type { ReactNode } from "react";

type SectionProps = { title: string; aside?: ReactNode; children: ReactNode };

/** A titled part of a page, in a frame of its own; frames are never nested. */
export function Section({ title, aside, children }: SectionProps) {
  return (
    <section className="min-w-0 rounded-md border border-line bg-surface">
      <div className="flex flex-wrap items-baseline justify-between gap-2 border-b border-line px-4 py-3">
        <h2 className="font-semibold">{title}</h2>
        {aside && <div className="text-sm text-muted">{aside}</div>}
      </div>
      <div className="p-4">{children}</div>
    </section>
  );
}
