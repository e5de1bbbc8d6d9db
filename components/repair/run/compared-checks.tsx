import { isTrialFinding } from "@/lib/trial/steps";
import { ArrowRight } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Status } from "@/components/ui/status";
import { count } from "@/lib/text/words";
import type { Compared } from "@/lib/repair/run/schema";
import { readCompared } from "./words";

/** Checks before a run and after it: the promised ones first. Nothing before they were looked at. */
export function ComparedChecks({ compared, dry }: { compared: readonly Compared[]; dry: boolean }) {
  if (compared.length === 0) return null;
  const { told, same } = readCompared(compared);
  return (
    <section aria-label="Checks before and after" className="grid min-w-0 grid-cols-1 gap-2">
      <h3 className="font-semibold">Checks before and after</h3>
      {dry && <p className="text-sm text-muted">As they were inside the transaction that was rolled back.</p>}
      <ul className="rounded-md border border-line bg-surface">
        {told.map(({ check, title, promised, before, after, found }) => (
          <li
            key={check}
            className="grid gap-x-6 gap-y-1 border-b border-line px-4 py-3 last:border-b-0 sm:grid-cols-[minmax(0,1fr)_auto]"
          >
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-x-2 font-medium wrap-anywhere">
                {title}
                {promised && <Badge>Promised</Badge>}
              </p>
              <p className="text-muted wrap-anywhere">{found}</p>
            </div>
            <p className="flex flex-wrap items-center gap-2 self-start text-sm">
              <span className="sr-only">before: </span>
              {/* A trial has no result of before: it is made on what the run changed. */}
              {isTrialFinding(check) ? <Status of={before}>Not tried</Status> : <Status of={before} />}
              <ArrowRight aria-hidden className="size-4 text-faint" />
              <span className="sr-only">after: </span>
              <Status of={after} />
            </p>
          </li>
        ))}
        {told.length === 0 && <li className="px-4 py-3 text-muted">Every check says what it said before.</li>}
      </ul>
      {same > 0 && told.length > 0 && (
        <p className="text-sm text-muted">
          {count(same, "other check says", "other checks say")} what {same === 1 ? "it" : "they"} said before.
        </p>
      )}
    </section>
  );
}
