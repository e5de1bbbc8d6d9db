import { placed, type GaugeModel, type Placed } from "./model";
import { fills } from "./tones";

const heights = { row: 8, card: 20, full: 36 };
export type GaugeSize = keyof typeof heights;

type BarProps = {
  model: GaugeModel;
  size: GaugeSize;
  label: string;
  /** Heard after the reading: a state that the picture is in. */
  state?: string;
};

/** On a hatching no name can be read. */
const HATCHED: readonly Placed["kind"][] = ["electric-claimed", "short", "unseen"];
/** Room for a name and a number inside a segment, in percent of the bar. */
const ROOMY = 12;

/**
 * The bar itself: a meter, in which everything is presentational. Widths are percentages in SVG attributes, so
 * that the server draws it whole without inline styles.
 */
export function Bar({ model, size, label, state }: BarProps) {
  const ticks = size === "row" ? [] : model.ticks;
  const { segments, scale } = placed(model, ticks);
  const height = heights[size];
  return (
    <div
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(model.usable, model.inUse)}
      aria-valuenow={model.inUse}
      aria-valuetext={state === undefined ? model.sentence : `${model.sentence}; ${state}`}
    >
      <svg aria-hidden width="100%" height={height} className="block overflow-visible">
        {segments.map((segment) => (
          <Segment key={`${segment.kind} ${segment.label}`} segment={segment} height={height} />
        ))}
        {size === "full" &&
          segments
            .filter(({ size: wide, kind }) => wide >= ROOMY && !HATCHED.includes(kind))
            .map((segment) => (
              <Label key={`${segment.kind} ${segment.label}`} segment={segment} height={height} />
            ))}
        {ticks.map(({ label: name, at, ghost }) => (
          <line
            key={name}
            x1={`${(at / scale) * 100}%`}
            x2={`${(at / scale) * 100}%`}
            y1={-4}
            y2={height + 4}
            strokeWidth={1.5}
            strokeDasharray={ghost ? "3 2" : undefined}
            className={ghost ? "stroke-muted" : "stroke-ink"}
          />
        ))}
      </svg>
    </div>
  );
}

function Segment({ segment, height }: { segment: Placed; height: number }) {
  return (
    <rect
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

/** A segment's own svg clips its label, so that no name runs into the neighbour. */
function Label({ segment, height }: { segment: Placed; height: number }) {
  const muted = segment.kind === "free" || segment.kind === "reserved";
  return (
    <svg
      x={`${segment.from}%`}
      width={`${segment.size}%`}
      height={height}
      className="gauge-segment overflow-hidden max-sm:hidden"
    >
      <text
        x="8"
        y="50%"
        dominantBaseline="central"
        className={`text-xs font-medium ${muted ? "fill-ink" : "fill-surface"}`}
      >
        {segment.label} {segment.count}
      </text>
    </svg>
  );
}
