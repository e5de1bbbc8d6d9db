import type { ReactNode } from "react";
import { placed, scaleOf, type GaugeModel, type GaugeTick, type Placed } from "./model";
import { fills } from "./tones";

type Heights = { height: number; out: number; tick: number; stroke: number; unit: "" | "em" };

/**
 * Heights of the bar, and of what the reserved zone and the ticks stand out above and below, in px; on the wall in em, which grow with
 * the screen. `stroke` is the width of the tick of what is usable, in the same unit; the others are three quarters of it.
 */
export const gaugeSizes = {
  row: { height: 8, out: 0, tick: 3, stroke: 2, unit: "" },
  card: { height: 16, out: 3, tick: 5, stroke: 2, unit: "" },
  full: { height: 36, out: 6, tick: 10, stroke: 2, unit: "" },
  wall: { height: 3.6, out: 0.4, tick: 0.6, stroke: 0.16, unit: "em" },
  /** The same where many rows share a screen. */
  "wall-dense": { height: 2.6, out: 0.35, tick: 0.5, stroke: 0.16, unit: "em" },
} as const satisfies Record<string, Heights>;
export type GaugeSize = keyof typeof gaugeSizes;
/** Sizes on a page of the product, apart from those of the wall. */
export type PageGaugeSize = Exclude<GaugeSize, "wall" | "wall-dense">;

type BarProps = {
  model: GaugeModel;
  size: GaugeSize;
  label: string;
  /** Heard after the reading: a state that the picture is in. */
  state?: string;
  /** Drawn above the bar: names inside the segments. */
  children?: ReactNode;
};

const percent = (at: number, scale: number): string => `${(at / scale) * 100}%`;

/**
 * The bar itself: a meter, in which everything is presentational. Widths are percentages in SVG attributes, so
 * that the server draws it whole without inline styles.
 */
export function Bar({ model, size, label, state, children }: BarProps) {
  const { height, out, tick, stroke, unit } = gaugeSizes[size];
  const length = (value: number): string => `${value}${unit}`;
  const { usable, maxConnections, claimed, sentence } = model;
  const scale = scaleOf(model);
  return (
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(usable, claimed)}
      aria-valuenow={claimed}
      aria-valuetext={state === undefined ? sentence : `${sentence}; ${state}`}
    >
      <svg aria-hidden width="100%" height={length(height)} className="block overflow-visible">
        {maxConnections < scale && (
          <rect
            x={percent(maxConnections, scale)}
            width={percent(scale - maxConnections, scale)}
            y={unit === "" ? 0.5 : 0}
            height={unit === "" ? height - 1 : length(height)}
            strokeDasharray="4 3"
            className="gauge-segment fill-none stroke-edge/50"
          >
            <title>Above max_connections: no such connection exists</title>
          </rect>
        )}
        {usable < maxConnections && (
          <rect
            data-zone="reserved"
            x={percent(usable, scale)}
            width={percent(maxConnections - usable, scale)}
            y={length(-out)}
            height={length(height + 2 * out)}
            rx={2}
            className="gauge-segment fill-seg-reserved"
          >
            <title>{`Reserved: ${maxConnections - usable}`}</title>
          </rect>
        )}
        {placed(model)
          .filter(({ drawn }) => drawn > 0)
          .map((segment) => (
            <Segment key={`${segment.kind} ${segment.label}`} segment={segment} height={length(height)} />
          ))}
        {model.ticks
          .filter(({ kind }) => size !== "row" || kind === "usable" || kind === "max")
          .map((limit) => (
            <Tick
              key={`${limit.kind} ${limit.label}`}
              limit={limit}
              at={percent(limit.at, scale)}
              top={length(-tick)}
              bottom={length(height + tick)}
              usableWidth={stroke}
              unit={unit}
            />
          ))}
        {children}
      </svg>
    </div>
  );
}

/** Width of a tick as a share of that of what is usable. */
const strokes: Record<GaugeTick["kind"], { share: number; dash?: string; tone: string }> = {
  usable: { share: 1, tone: "stroke-ink" },
  max: { share: 0.75, tone: "stroke-muted" },
  limit: { share: 0.75, dash: "1 2", tone: "stroke-ink" },
  peak: { share: 0.75, dash: "3 2", tone: "stroke-muted" },
};

type TickProps = {
  limit: GaugeTick;
  at: string;
  top: string;
  bottom: string;
  usableWidth: number;
  unit: Heights["unit"];
};

function Tick({ limit: { kind, at: connections, label }, at, top, bottom, usableWidth, unit }: TickProps) {
  const { share, dash, tone } = strokes[kind];
  return (
    <line
      data-tick={kind}
      x1={at}
      x2={at}
      y1={top}
      y2={bottom}
      strokeWidth={`${usableWidth * share}${unit}`}
      strokeDasharray={dash}
      className={tone}
    >
      <title>{`${connections} ${label}`}</title>
    </line>
  );
}

function Segment({ segment, height }: { segment: Placed; height: string }) {
  return (
    <rect
      data-segment={segment.kind}
      x={`${segment.from}%`}
      width={`${segment.size}%`}
      height={height}
      strokeWidth={1}
      className={`gauge-segment stroke-surface ${fills[segment.tone] ?? "fill-seg-other"}`}
    >
      <title>{`${segment.label}: ${segment.count}`}</title>
    </rect>
  );
}
