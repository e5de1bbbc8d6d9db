import type { ReactNode } from "react";
import type { TermId } from "@/lib/docs/terms";
import { cx } from "./cx";

export type Fact = {
  name: string;
  /** The term of the glossary that the name is. */
  term?: TermId;
  value: ReactNode;
};

/** Names and their values, two columns where there is room. */
export function Facts({ facts, className }: { facts: readonly Fact[]; className?: string }) {
  return (
    <dl
      className={cx("grid gap-x-6 gap-y-2 sm:grid-cols-[minmax(7rem,max-content)_minmax(0,1fr)]", className)}
    >
      {facts.map(({ name, value }) => (
        <div key={name} className="contents">
          <dt className="text-sm leading-[1.375rem] text-muted max-sm:-mb-2">{name}</dt>
          <dd className="min-w-0 wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
