import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { RelativeTime } from "@/components/ui/relative-time";
import { cx } from "@/components/ui/cx";
import { Bar, type GaugeSize } from "./bar";
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
  /** Stands instead of what is left: a state. */
  mark?: ReactNode;
  /** Stands instead of the time of the sample. */
  age?: ReactNode;
  /** Text for a screen reader after the reading: "no answer". */
  state?: string;
  /** The numbers are of the past, or unknown: drawn in grey. */
  past?: boolean;
};

/** The gauge of a database's connections: the same picture in a row, on a card, and in full. */
export function Gauge(props: GaugeProps) {
  const { model, size, name, at, headline, mark, age, state, past = false } = props;
  const bar = (
    <div className={cx(past && "grayscale", size !== "row" && "py-1")}>
      <Bar model={model} size={size} label={`Connections of ${name}`} state={state} />
    </div>
  );
  if (size === "row")
    return (
      <div className="grid grid-cols-1 gap-1">
        <div className="flex items-baseline justify-between gap-3 text-sm">
          <span className="truncate text-muted">{headline ?? `${model.inUse} of ${model.usable}`}</span>
          {mark ?? <Left model={model} />}
        </div>
        {bar}
      </div>
    );
  return (
    <div className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <p className={size === "full" ? "text-lg font-semibold" : "font-medium"}>
          {headline ?? `${model.inUse} of ${model.usable} usable connections in use`}
        </p>
        {mark ?? <Left model={model} />}
      </div>
      {bar}
      <Ticks model={model} />
      {size === "full" && <Legend model={model} />}
      <p className="text-sm text-muted">
        {model.sum} · {age ?? <RelativeTime at={at} className="whitespace-nowrap" />}
      </p>
    </div>
  );
}

function Left({ model: { left, short } }: { model: GaugeModel }) {
  return short > 0 ? (
    <span className="inline-flex items-center gap-1 font-medium whitespace-nowrap text-fail">
      <TriangleAlert aria-hidden className="size-4" />
      {short} short
    </span>
  ) : (
    <span className="font-medium whitespace-nowrap">{left} left</span>
  );
}

/** The limits that bite, in words below the bar: no label can run into another one. */
function Ticks({ model: { ticks } }: { model: GaugeModel }) {
  if (ticks.length === 0) return null;
  return (
    <ul aria-label="Limits" className="flex flex-wrap gap-x-5 gap-y-1 text-sm text-muted">
      {ticks.map(({ label, at, ghost }) => (
        <li key={label} className="flex items-center gap-1.5">
          <svg aria-hidden width="2" height="12">
            <line
              x1="1"
              x2="1"
              y2="12"
              strokeWidth="1.5"
              strokeDasharray={ghost ? "3 2" : undefined}
              className={cx(ghost ? "stroke-muted" : "stroke-ink")}
            />
          </svg>
          {label} {at}
        </li>
      ))}
    </ul>
  );
}
