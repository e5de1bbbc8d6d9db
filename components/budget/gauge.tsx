import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { RelativeTime } from "@/components/ui/relative-time";
import { cx } from "@/components/ui/cx";
import { headroomText } from "@/lib/budget/headroom";
import { Bar, gaugeSizes, type GaugeSize } from "./bar";
import { InsideNames, Leaders, Scale } from "./label-layers";
import { WallScale } from "./wall-scale";
import { Legend } from "./legend";
import type { GaugeModel } from "./model";

type GaugeProps = {
  model: GaugeModel;
  size: GaugeSize;
  /** Of which database: the meter's accessible name. */
  name: string;
  /** When it was looked at, ISO. */
  at: string;
  /** Stands instead of the numbers in use. */
  headline?: string;
  /** Stands instead of the figure: a state. */
  mark?: ReactNode;
  /** Stands instead of the time of the sample. */
  age?: ReactNode;
  /** Text for a screen reader after the reading: "no answer". */
  state?: string;
  /** The numbers are of the past, or unknown: drawn in grey. */
  past?: boolean;
};

/**
 * The gauge of a database's connections, its headroom first: the same picture in a row, on a card, and in full. On the wall the figure, the
 * sum and the age stand around it, so that it is the bar with its scale alone.
 */
export function Gauge(props: GaugeProps) {
  const { model, size, name, at, headline, mark, age, state, past = false } = props;
  const label = `Connections of ${name}`;
  const inUse = headline ?? `${model.inUse} of ${model.usable} in use`;
  const figure = mark ?? <Figure headroom={model.headroom} size={size} past={past} />;
  if (size === "row")
    return (
      <div className="grid grid-cols-1 gap-1">
        <div className="flex items-baseline justify-between gap-3 text-sm">
          {figure}
          <span className="truncate text-muted">{inUse}</span>
        </div>
        <div className={cx(past && "grayscale")}>
          <Bar model={model} size={size} label={label} state={state} />
        </div>
      </div>
    );
  if (size === "wall" || size === "wall-dense")
    return (
      <div className={cx("@container", past && "grayscale")}>
        <div className={size === "wall" ? "pt-[0.8em] pb-[0.6em]" : "py-[0.55em]"}>
          <Bar model={model} size={size} label={label} state={state} />
        </div>
        <WallScale model={model} />
        <Limits model={model} />
      </div>
    );
  const isFull = size === "full";
  return (
    <div className="grid grid-cols-1 gap-3">
      <div className="grid grid-cols-1 gap-y-0.5">
        <div className="flex flex-wrap items-baseline gap-x-3">
          {figure}
          <p className="text-sm text-muted">{model.sum}</p>
        </div>
        <div className="text-sm text-muted">
          {inUse} · {age ?? <RelativeTime at={at} className="whitespace-nowrap" />}
        </div>
      </div>
      <div className={cx("@container", past && "grayscale")}>
        {isFull && <Leaders model={model} />}
        <div className={isFull ? "py-1.5" : "py-1"}>
          <Bar model={model} size={size} label={label} state={state}>
            {isFull && <InsideNames model={model} height={gaugeSizes.full.height} />}
          </Bar>
        </div>
        <Scale model={model} isFull={isFull} />
        <Limits model={model} />
      </div>
      {isFull && <Legend model={model} />}
    </div>
  );
}

const figureSize: Record<GaugeSize, string> = {
  row: "",
  wall: "",
  "wall-dense": "",
  card: "text-xl leading-7",
  full: "text-2xl leading-8 tracking-tight",
};

type FigureProps = { headroom: number | null; size: GaugeSize; past: boolean };

/** The figure that the product is named after. Only a shortage has a colour. */
function Figure({ headroom, size, past }: FigureProps) {
  const isShort = headroom !== null && headroom < 0;
  return (
    <p
      className={cx(
        "inline-flex items-center gap-1.5 font-semibold whitespace-nowrap",
        figureSize[size],
        past ? "text-muted" : isShort && "text-fail",
      )}
    >
      {isShort && <TriangleAlert aria-hidden className={size === "row" ? "size-4" : "size-5"} />}
      {headroomText(headroom)}
    </p>
  );
}

/** The limits in words for who cannot see the axis. */
function Limits({ model: { ticks } }: { model: GaugeModel }) {
  if (ticks.length === 0) return null;
  return (
    <ul aria-label="Limits" className="sr-only">
      {ticks.map(({ kind, label, at }) => (
        <li key={`${kind} ${label}`}>
          {at} {label}
        </li>
      ))}
    </ul>
  );
}
