"use client";

import { useMemo } from "react";
import { claimOf, headroomOf, headroomText } from "@/lib/budget/headroom";
import { HEIGHT, linePath, scaleOf, WIDTH } from "@/lib/history/paths";
import type { History } from "@/lib/history/schema";
import { useHistory } from "./use-history";

const claimed = ({ average }: History["points"][number]): number => claimOf(average) + average.othersTotal;

function drawingOf({ points, from, to }: History) {
  const held = points.map(claimed);
  const headrooms = points.map(({ average }) => headroomOf(average));
  const usable = points.map(({ average }) => average.usable);
  const scale = scaleOf(Date.parse(from), Date.parse(to), Math.max(1, ...held, ...usable));
  return {
    line: linePath(points, held, scale),
    limit: linePath(points, usable, scale),
    most: Math.round(Math.max(...headrooms)),
    least: Math.round(Math.min(...headrooms)),
  };
}

/** Returns the range of the figure: "7 short to 5 left", or one figure where it did not move. */
const wordsOf = ({ least, most }: { least: number; most: number }): string =>
  least === most ? headroomText(least) : `${headroomText(least)} to ${headroomText(most)}`;

/** The last hour under a gauge: what was claimed, with what is usable; a pause leaves a gap. Nothing until there is some. */
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
            Last hour: {wordsOf(drawing)}; dashed: what is usable
          </figcaption>
        </>
      )}
    </figure>
  );
}
