"use client";

import { useMemo, useState, type KeyboardEvent } from "react";
import { cx } from "@/components/ui/cx";
import { movedBy } from "@/lib/history/axis";
import { pointAt, WIDTH } from "@/lib/history/paths";
import type { History } from "@/lib/history/schema";
import { LimitNames, Times, Values } from "./axes";
import { drawingOf } from "./drawing";
import { HistoryTable } from "./history-table";
import { MomentLink } from "./moment-link";
import { Plot } from "./plot";
import { Areas, momentText, Readout } from "./readout";

type ChartProps = {
  history: History;
  /** Electric and the others at their peak while it is deployed; null where no target is known. */
  deployPeak: number | null;
  /** Database whose moments are linked; null for a viewer, whose page has none. */
  databaseId: string | null;
  /** Moment that a link names, ms: the crosshair stands there until another is chosen. */
  linked: number | null;
};

/** Stacked areas under their limits, with a crosshair by pointer and by keys. A press or a key keeps it, to be linked. */
export function Chart({ history, deployPeak, databaseId, linked }: ChartProps) {
  const { points, marks, range, from, to } = history;
  const drawing = useMemo(() => drawingOf(history, deployPeak), [history, deployPeak]);
  const { layers, top, scale, bands, limits } = drawing;
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const [pointed, setPointed] = useState<number | null>(null);
  const [kept, setKept] = useState<number | null>(linked);
  const at = pointed ?? (kept !== null && kept >= start && kept <= end ? kept : null);
  const timeOf = (share: number) => start + share * (end - start);
  const leave = () => {
    setPointed(null);
    setKept(null);
  };
  const position = at === null ? points.length - 1 : pointAt(points, at);
  const shown = points[position];
  const crosshair = at === null || !shown ? null : scale.x(Date.parse(shown.at) + shown.spanMs / 2);
  const press = (event: KeyboardEvent) => {
    if (event.key === "Escape") return leave();
    const next = movedBy(event.key, position, points.length);
    const point = next === null ? undefined : points[next];
    if (point === undefined) return;
    event.preventDefault();
    setKept(Date.parse(point.at));
  };
  return (
    <div className="grid grid-cols-1 gap-3">
      <div className="grid grid-cols-[2rem_minmax(0,1fr)_6rem]">
        <div className="relative">
          <Values top={top} />
        </div>
        <div
          role="slider"
          tabIndex={0}
          aria-label="Moment of the chart"
          aria-valuemin={0}
          aria-valuemax={points.length - 1}
          aria-valuenow={Math.max(0, position)}
          aria-valuetext={shown ? momentText({ point: shown, layers, position }) : "none"}
          onKeyDown={press}
          className="relative rounded-sm outline-offset-4"
        >
          <Plot
            drawing={drawing}
            marks={marks}
            crosshair={crosshair}
            onPoint={(share) => setPointed(timeOf(share))}
            onPress={(share) => setKept(timeOf(share))}
            onLeave={() => setPointed(null)}
          />
          {shown && crosshair !== null && (
            <div
              className={cx(
                "pointer-events-none absolute top-2 z-10 w-52 rounded-md border border-edge bg-surface px-3 py-2 max-sm:hidden",
                crosshair > WIDTH / 2 ? "-translate-x-[calc(100%+12px)]" : "translate-x-3",
              )}
              style={{ left: `${(crosshair / WIDTH) * 100}%` }}
            >
              <Readout point={shown} layers={layers} position={position} range={range} />
            </div>
          )}
        </div>
        <div className="relative">
          <LimitNames limits={limits} top={top} />
        </div>
        <div className="col-start-2">
          <Times range={range} from={start} to={end} />
        </div>
      </div>
      <div className="sm:hidden">
        {shown && <Readout point={shown} layers={layers} position={position} range={range} />}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Areas layers={layers} />
        {shown && databaseId !== null && (
          <MomentLink databaseId={databaseId} at={at === null ? shown.at : new Date(at).toISOString()} />
        )}
      </div>
      {bands.length > 0 && (
        <p className="text-sm text-muted">
          Hatched: {[...new Set(bands.map(({ reason }) => reason))].join(" ")}
        </p>
      )}
      <HistoryTable points={points} />
    </div>
  );
}
