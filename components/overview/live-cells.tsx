"use client";

import { agoInWords } from "@/components/live/freshness";
import { GaugeOf } from "@/components/live/gauge-of";
import type { Link } from "@/components/live/stream-state";
import { standingOf } from "@/components/live/standing";
import { isOfSamples, StateMark } from "@/components/live/state-mark";
import { useLiveRow } from "@/components/live/use-live";
import { RelativeTime } from "@/components/ui/relative-time";
import type { OverviewRow } from "./row";

type CellProps = { row: OverviewRow; link: Link };

/** The gauge of a row, as it changes; what the latest visit saw until a sample comes. */
export function GaugeCell({ row: { id, name, archived, gauge, takenAt }, link }: CellProps) {
  const looked = useLiveRow(id, link);
  const fallback = gauge && takenAt ? { model: gauge, at: takenAt } : null;
  if (archived && fallback === null) return <p className="text-sm text-faint">Connections not seen</p>;
  return <GaugeOf looked={looked} name={name} size="row" fallback={fallback} />;
}

/** How fresh the gauge is (what else is wrong stands above the gauge), and when the database was checked. */
export function AgeCell({ row: { id, takenAt }, link }: CellProps) {
  const looked = useLiveRow(id, link);
  const { kind, word } = standingOf(looked);
  return (
    <p className="flex flex-wrap gap-x-3 text-sm text-muted lg:grid lg:justify-items-end">
      {looked.live === null ? null : isOfSamples(kind) || kind === "starting" || kind === "off" ? (
        <StateMark kind={kind} word={word} ageMs={looked.ageMs} />
      ) : looked.ageMs === null ? null : (
        <span className="whitespace-nowrap">Sampled {agoInWords(looked.ageMs)}</span>
      )}
      <span className="whitespace-nowrap">
        {takenAt === null ? (
          "Never checked"
        ) : (
          <>
            Checked <RelativeTime at={takenAt} />
          </>
        )}
      </span>
    </p>
  );
}
