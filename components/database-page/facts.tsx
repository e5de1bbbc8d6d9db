import type { ReactNode } from "react";
import type { Fact } from "@/components/ui/facts";
import { Term } from "@/components/ui/term";

/** Facts beside a page's answer: names and values in narrow columns, without a frame. */
export function AsideFacts({ title, facts }: { title: string; facts: readonly Fact[] }) {
  return (
    <section>
      <h2 className="mb-2 font-semibold">{title}</h2>
      <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-sm">
        {facts.map(({ name, term, value }) => (
          <div key={name} className="contents">
            <dt className="text-faint">{term === undefined ? name : <Term of={term}>{name}</Term>}</dt>
            <dd className="min-w-0 wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** A part of the page on its canvas: a title, the way to more, the content. */
export function Part({ title, more, children }: { title: string; more?: ReactNode; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <div className="mb-2 flex min-h-8 flex-wrap items-center justify-between gap-x-4">
        <h2 className="font-semibold">{title}</h2>
        {more && <div className="text-sm">{more}</div>}
      </div>
      {children}
    </section>
  );
}
