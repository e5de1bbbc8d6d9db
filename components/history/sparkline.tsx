"use client";

import { useMemo } from "react";
import { HEIGHT, linePath, scaleOf, WIDTH } from "@/lib/history/paths";
import type { History } from "@/lib/history/schema";
import { useHistory } from "./use-history";

const inUse = ({ average }: History["points"][number]): number =>
  average.electricOpen + average.othersTotal + average.own;

function drawingOf({ points, from, to }: History) {
  const held = points.map(inUse);
  const usable = points.map(({ average }) => average.usable);
  const scale = scaleOf(Date.parse(from), Date.parse(to), Math.max(1, ...held, ...usable));
  return {
    line: linePath(points, held, scale),
    limit: linePath(points, usable, scale),
    least: Math.round(Math.min(...held)),
    most: Math.round(Math.max(...points.map(({ peak }) => peak.electricOpen + peak.othersTotal + peak.own))),
  };
}

/** The last hour under a gauge: what was in use, below what is usable; a pause leaves a gap. Nothing until there is some. */
export function Sparkline({ databaseId }: { databaseId: string }) {
  const { data } = useHistory(databaseId, "hour");
  const drawing = useMemo(() => (data && data.points.length > 1 ? drawingOf(data) : null), [data]);
  return (
    <figure className="grid h-12 grid-cols-1 content-start gap-1">
      {drawing && (
        <>
          <svg
            aria-hidden
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
            preserveAspectRatio="none"
            className="block h-7 w-full overflow-visible"
          >
            <path
              d={drawing.limit}
              fill="none"
              vectorEffect="non-scaling-stroke"
              strokeWidth={1}
              strokeDasharray="3 3"
              className="stroke-edge"
            />
            <path
              d={drawing.line}
              fill="none"
              vectorEffect="non-scaling-stroke"
              strokeWidth={1.5}
              className="stroke-accent"
            />
          </svg>
          <figcaption className="text-xs text-muted">
            Last hour: {drawing.least} to {drawing.most} in use, below what is usable (dashed)
          </figcaption>
        </>
      )}
    </figure>
  );
}
