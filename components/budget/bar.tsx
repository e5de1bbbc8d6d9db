import type { ReactNode } from "react";
import { placed, scaleOf, type GaugeModel, type GaugeTick, type Placed } from "./model";
import { fills } from "./tones";

/** Heights in px: of the bar, and of what the reserved zone and the ticks stand out above and below. */
export const gaugeSizes = {
  row: { height: 8, out: 0, tick: 3 },
  card: { height: 16, out: 3, tick: 5 },
  full: { height: 36, out: 6, tick: 10 },
};
export type GaugeSize = keyof typeof gaugeSizes;

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
  const { height, out, tick } = gaugeSizes[size];
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
      <svg aria-hidden width="100%" height={height} className="block overflow-visible">
        {maxConnections < scale && (
          <rect
            x={percent(maxConnections, scale)}
            width={percent(scale - maxConnections, scale)}
            y={0.5}
            height={height - 1}
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
            y={-out}
            height={height + 2 * out}
            rx={2}
            className="gauge-segment fill-seg-reserved"
          >
            <title>{`Reserved: ${maxConnections - usable}`}</title>
          </rect>
        )}
        {placed(model)
          .filter(({ drawn }) => drawn > 0)
          .map((segment) => (
            <Segment key={`${segment.kind} ${segment.label}`} segment={segment} height={height} />
          ))}
        {model.ticks
          .filter(({ kind }) => size !== "row" || kind === "usable" || kind === "max")
          .map((limit) => (
            <Tick
              key={`${limit.kind} ${limit.label}`}
              limit={limit}
              at={percent(limit.at, scale)}
              top={-tick}
              bottom={height + tick}
            />
          ))}
        {children}
      </svg>
    </div>
  );
}

const strokes: Record<GaugeTick["kind"], { width: number; dash?: string; tone: string }> = {
  usable: { width: 2, tone: "stroke-ink" },
  max: { width: 1.5, tone: "stroke-muted" },
  limit: { width: 1.5, dash: "1 2", tone: "stroke-ink" },
  peak: { width: 1.5, dash: "3 2", tone: "stroke-muted" },
};

type TickProps = { limit: GaugeTick; at: string; top: number; bottom: number };

function Tick({ limit: { kind, at: connections, label }, at, top, bottom }: TickProps) {
  const { width, dash, tone } = strokes[kind];
  return (
    <line
      data-tick={kind}
      x1={at}
      x2={at}
      y1={top}
      y2={bottom}
      strokeWidth={width}
      strokeDasharray={dash}
      className={tone}
    >
      <title>{`${connections} ${label}`}</title>
    </line>
  );
}

function Segment({ segment, height }: { segment: Placed; height: number }) {
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
