"use client";

import { useSearchParams } from "next/navigation";
import { Section } from "@/components/ui/section";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { cx } from "@/components/ui/cx";
import { EmptyState } from "@/components/ui/empty-state";
import { Loading, Skeleton } from "@/components/ui/skeleton";
import { deployPeak } from "@/lib/electric/pool";
import { exactLocalTime, spanText } from "@/lib/history/time";
import type { Target } from "@/lib/target/schema";
import { RANGES, type History, type Range } from "@/lib/history/schema";
import { Chart } from "./chart";
import { Marks } from "./marks";
import { useHistory, type Audience } from "./use-history";

const WORDS: Record<Range, string> = { hour: "Hour", day: "Day", week: "Week", year: "Year" };

type HistorySectionProps = {
  databaseId: string;
  /** Null for a viewer, who does not see what is configured of Electric. */
  target: Target | null;
  audience?: Audience;
  /** Moment that a link names, ms, and the smallest range that holds it; null for none. */
  linked?: { at: number; range: Range } | null;
};

/** How the connections were held: an hour, a day, a week or a year, kept in the address. */
export function HistorySection({
  databaseId,
  target,
  audience = "member",
  linked = null,
}: HistorySectionProps) {
  const params = useSearchParams();
  const usual = linked?.range ?? "hour";
  const range = RANGES.find((known) => known === params.get("range")) ?? usual;
  const history = useHistory(databaseId, range, audience);
  const choose = (to: Range) => {
    const query = new URLSearchParams(window.location.search);
    if (to === usual) query.delete("range");
    else query.set("range", to);
    const text = query.toString();
    window.history.replaceState(null, "", `${window.location.pathname}${text === "" ? "" : `?${text}`}`);
  };
  return (
    <Section title="History" aside={<Ranges range={range} onChoose={choose} />}>
      {history.isPending ? (
        <Loading what="the history">
          <Skeleton className="h-[27rem] w-full" />
        </Loading>
      ) : history.data === undefined ? (
        <Callout
          tone="warn"
          title="The history could not be read"
          action={
            <Button size="sm" onClick={() => void history.refetch()}>
              Try again
            </Button>
          }
        >
          {history.error?.message}
        </Callout>
      ) : (
        <Drawn
          // Another moment, or the range that holds it: the crosshair begins there anew.
          key={`${linked?.at ?? ""} ${history.data.range}`}
          history={history.data}
          target={target}
          databaseId={audience === "viewer" ? null : databaseId}
          linked={linked?.at ?? null}
        />
      )}
    </Section>
  );
}

function Ranges({ range, onChoose }: { range: Range; onChoose: (range: Range) => void }) {
  return (
    <div role="group" aria-label="How far back" className="flex rounded-md border border-line p-0.5">
      {RANGES.map((known) => (
        <button
          key={known}
          type="button"
          aria-pressed={known === range}
          onClick={() => onChoose(known)}
          className={cx(
            "h-7 rounded-sm px-3 -outline-offset-2 whitespace-nowrap",
            known === range ? "bg-accent-soft font-medium text-accent" : "text-muted hover:text-ink",
          )}
        >
          {WORDS[known]}
        </button>
      ))}
    </div>
  );
}

type DrawnProps = {
  history: History;
  target: Target | null;
  databaseId: string | null;
  linked: number | null;
};

function Drawn({ history, target, databaseId, linked }: DrawnProps) {
  const { points, marks, othersPeak, range, from, to } = history;
  const peak = othersPeak === null || target === null ? null : deployPeak(target) + othersPeak.count;
  if (points.length === 0)
    return (
      <EmptyState title="No samples are kept for this time" level={3}>
        Samples are kept from now on: every one for an hour, minutes for a week, hours for a year.
      </EmptyState>
    );
  const first = points[0];
  return (
    <div className="grid grid-cols-1 gap-4">
      <p className="text-sm text-faint">{spanText(range, Date.parse(from), Date.parse(to))}</p>
      {linked !== null && first !== undefined && linked < Date.parse(first.at) && (
        <Callout tone="warn" title="Nothing is kept of the moment of this link">
          What is kept of this range begins at {exactLocalTime(Date.parse(first.at))}.
        </Callout>
      )}
      <Chart history={history} deployPeak={peak} databaseId={databaseId} linked={linked} />
      {othersPeak !== null && (
        <p className="text-sm text-muted">
          Over the last week the others held {othersPeak.count} at most, last at{" "}
          {exactLocalTime(Date.parse(othersPeak.at))}. The checks of the budget reckon with that.
        </p>
      )}
      <Marks marks={marks} />
    </div>
  );
}
