import type { PointerEvent } from "react";
import { fills } from "@/components/budget/tones";
import { HEIGHT, WIDTH } from "@/lib/history/paths";
import type { Mark } from "@/lib/history/schema";
import { Grid } from "./axes";
import type { Drawing } from "./drawing";

type PlotProps = {
  drawing: Drawing;
  marks: readonly Mark[];
  /** Place of the crosshair, in the drawing's units; null without one. */
  crosshair: number | null;
  onPoint: (share: number) => void;
  onPress: (share: number) => void;
  onLeave: () => void;
};

const line = { fill: "none", vectorEffect: "non-scaling-stroke" } as const;

/** The picture of a chart: areas under their limits, red from usable on; a pause is hatched, never zero. */
export function Plot({ drawing, marks, crosshair, onPoint, onPress, onLeave }: PlotProps) {
  const { top, scale, areas, beyond, usable, most, bands, limits } = drawing;
  const peak = limits.find(({ key }) => key === "peak");
  const shareOf = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - box.left) / Math.max(1, box.width)));
  };
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="block h-48 w-full touch-pan-y overflow-visible sm:h-64"
      onPointerMove={(event) => onPoint(shareOf(event))}
      onPointerDown={(event) => onPress(shareOf(event))}
      onPointerLeave={onLeave}
    >
      <path d={beyond} className="fill-fail-soft/70" />
      <Grid top={top} />
      {bands.map(({ x, width, reason }) => (
        <rect key={x} x={x} width={width} height={HEIGHT} className="fill-[url(#hatch-pause)]">
          <title>{reason}</title>
        </rect>
      ))}
      {areas.map(({ key, tone, path }) => (
        <path key={key} d={path} className={fills[tone] ?? "fill-seg-other"} />
      ))}
      <path d={most} {...line} strokeWidth={1} className="stroke-muted" />
      <path d={usable} {...line} strokeWidth={1.5} className="stroke-ink" />
      {peak && (
        <line
          x2={WIDTH}
          y1={scale.y(peak.value)}
          y2={scale.y(peak.value)}
          {...line}
          strokeWidth={1}
          strokeDasharray="4 4"
          className="stroke-muted"
        />
      )}
      {marks.map(({ at, kind, text }, index) => (
        <line
          key={`${at} ${index}`}
          x1={scale.x(Date.parse(at))}
          x2={scale.x(Date.parse(at))}
          y2={HEIGHT}
          {...line}
          strokeWidth={1}
          strokeDasharray="2 3"
          className="stroke-ink/70"
        >
          <title>{`${kind}: ${text}`}</title>
        </line>
      ))}
      {crosshair !== null && (
        <line x1={crosshair} x2={crosshair} y2={HEIGHT} {...line} strokeWidth={1} className="stroke-ink" />
      )}
    </svg>
  );
}
