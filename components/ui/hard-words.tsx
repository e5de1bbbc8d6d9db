import type { TermId } from "@/lib/docs/terms";
import { Term } from "./term";

/** The hard words of a part of a page, each with its meaning on hover and on focus. Nothing where there is none. */
export function HardWords({ of }: { of: readonly TermId[] }) {
  if (of.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-x-3 text-sm text-muted">
      <span>Words:</span>
      {of.map((id) => (
        <Term key={id} of={id}>
          {id}
        </Term>
      ))}
    </p>
  );
}
