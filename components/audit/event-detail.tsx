"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { api } from "@/components/api/client";
import { isGone } from "@/components/api/refused";
import { Statements } from "@/components/repair/plan/statements";
import { Facts, type Fact } from "@/components/ui/facts";
import { FailedRead } from "@/components/ui/failed-read";
import { Skeleton } from "@/components/ui/skeleton";
import { activityEntryEndpoint } from "@/lib/api/activity";
import { runDetailSchema, type AuditEvent, type RunDetail } from "@/lib/audit/event";
import { count } from "@/lib/text/words";
import { exactTime } from "@/components/ui/relative";
import { fieldName, inOrder, outcomeOf, valueText } from "./words";

/**
 * An entry in full; its SQL is asked for when it is opened. An entry never changes, so once is enough. `checks` are those
 * that it was for, by their titles.
 */
export function EventDetail({ id, checks }: { id: number; checks: readonly string[] }) {
  const { data, isPending, isFetching, error, refetch } = useQuery({
    queryKey: ["audit event", id],
    queryFn: ({ signal }) => api.json(activityEntryEndpoint, { params: { entry: String(id) }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (isPending)
    return (
      <div aria-busy="true" className="grid gap-2">
        <Skeleton className="h-5 w-64 max-w-full" />
        <Skeleton className="h-5 w-80 max-w-full" />
        <Skeleton className="h-24 w-full" />
      </div>
    );
  if (data === undefined)
    return (
      <FailedRead
        title="This entry could not be read"
        why={error?.message}
        pending={isFetching}
        onAgain={isGone(error) ? null : () => void refetch()}
      />
    );
  const run = runDetailSchema.safeParse(data.detail);
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <Facts
        facts={[...factsOf(data), ...(run.success ? factsOfRun(run.data, checks) : factsOfRest(data.detail))]}
      />
      {run.success && <Sql event={data} run={run.data} />}
    </div>
  );
}

function factsOf(event: AuditEvent): Fact[] {
  const { id, at, from } = event;
  const outcome = outcomeOf(event);
  return [
    ...(outcome === null ? [] : [{ name: "Outcome", value: outcome.says ?? outcome.word }]),
    { name: "Entry", value: id.toLocaleString("en") },
    { name: "When", value: exactTime(Date.parse(at)) },
    { name: "From", value: from === null || from === "unknown" ? "not known" : from },
  ];
}

const factsOfRun = (
  { strategy, as, lockMs, sqlstate, for: wanted }: RunDetail,
  checks: readonly string[],
): Fact[] => [
  { name: "Ran as", value: <span className="font-mono text-sm">{as}</span> },
  ...(checks.length > 0 ? [{ name: "To pass", value: checks.join("; ") }] : []),
  ...(wanted.kind === "ready" || wanted.kind === "checks" ? [{ name: "Strategy", value: strategy }] : []),
  ...(lockMs === null
    ? []
    : [{ name: "Locks", value: `Tables were locked for ${Math.round(lockMs).toLocaleString("en")} ms.` }]),
  ...(sqlstate === null
    ? []
    : [{ name: "SQLSTATE", value: <span className="font-mono text-sm">{sqlstate}</span> }]),
];

/** An entry of another kind says what it says, field by field. */
const factsOfRest = (detail: AuditEvent["detail"]): Fact[] =>
  inOrder(detail).flatMap(([key, value]) => {
    const text = valueText(value);
    return key === "outcome" || text === null ? [] : [{ name: fieldName(key), value: text }];
  });

function Sql({ event, run }: { event: AuditEvent; run: RunDetail }) {
  const left = run.statementCount - run.statements.length;
  return (
    <>
      {run.statements.length > 0 && (
        <section aria-label="SQL" className="grid min-w-0 gap-2">
          <h3 className="text-sm font-medium">SQL</h3>
          <Statements statements={run.statements} what={`SQL of entry ${event.id}`} />
          {left > 0 && (
            <p className="text-sm text-muted">
              The log keeps the first {count(run.statements.length, "statement")} of{" "}
              {run.statementCount.toLocaleString("en")}; the run has all of them.
            </p>
          )}
        </section>
      )}
      {run.undo.length > 0 && (
        <details className="min-w-0">
          <summary className="cursor-pointer text-sm text-muted">
            Undo: {count(run.undo.length, "statement")}
            {left > 0 && ", as far as the log keeps it"}
          </summary>
          <div className="mt-2">
            {/* The log has them in the order of what they take back. */}
            <Statements statements={run.undo.toReversed()} what={`undo of entry ${event.id}`} />
          </div>
        </details>
      )}
      {event.database.id !== null && (
        <p>
          <Link
            href={`/databases/${event.database.id}/history?run=${run.run}`}
            className="text-accent underline underline-offset-2"
          >
            See the run
          </Link>
        </p>
      )}
    </>
  );
}
