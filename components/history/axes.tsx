import { HEIGHT } from "@/lib/history/paths";
import { spread, valueTicks } from "@/lib/history/axis";
import type { Range } from "@/lib/history/schema";
import { axisTime, exactLocalTime, timeTicks } from "@/lib/history/time";

type TimesProps = { range: Range; from: number; to: number };

/** A label nearer to an end than this would stand over it. */
const EDGE = 0.03;

/** The times below the chart. It is drawn in the browser alone, where places may be set. */
export function Times({ range, from, to }: TimesProps) {
  const offset = new Date(to).getTimezoneOffset();
  const share = (at: number) => (at - from) / Math.max(1, to - from);
  return (
    <div aria-hidden className="relative mt-1 h-4 overflow-hidden text-xs text-faint">
      {timeTicks(range, from, to, offset)
        .filter((at) => share(at) >= EDGE && share(at) <= 1 - EDGE)
        .map((at) => (
          <span
            key={at}
            title={exactLocalTime(at)}
            className="absolute -translate-x-1/2 whitespace-nowrap max-sm:even:hidden"
            style={{ left: `${share(at) * 100}%` }}
          >
            {axisTime(range, at)}
          </span>
        ))}
    </div>
  );
}

/** The numbers left of the chart, each at its grid line. */
export function Values({ top }: { top: number }) {
  return valueTicks(top).map((value) => (
    <span
      key={value}
      aria-hidden
      className="absolute right-2 -translate-y-1/2 text-xs text-faint tabular-nums"
      style={{ top: `${(1 - value / top) * 100}%` }}
    >
      {value}
    </span>
  ));
}

export type Limit = { key: "usable" | "max" | "peak"; value: number; label: string };

/** Percent of the chart's least height (12 rem) that a line of text takes. */
const LINE = 9;

/** The limits' names at the right ends of their lines, moved apart where two are near. */
export function LimitNames({ limits, top }: { limits: readonly Limit[]; top: number }) {
  const places = spread(
    limits.map(({ value }) => (1 - value / top) * 100),
    LINE,
    100,
  );
  return limits.map(({ key, value, label }, at) => (
    <span
      key={key}
      className="absolute left-2 -translate-y-1/2 text-xs whitespace-nowrap text-muted"
      style={{ top: `${places[at] ?? 0}%` }}
    >
      <b className="font-semibold text-ink">{value}</b> {label}
    </span>
  ));
}

/** Lines of the grid, in the drawing's units. */
export function Grid({ top }: { top: number }) {
  return valueTicks(top).map((value) => (
    <line
      key={value}
      x2="100%"
      y1={HEIGHT - value * (HEIGHT / top)}
      y2={HEIGHT - value * (HEIGHT / top)}
      vectorEffect="non-scaling-stroke"
      strokeWidth={1}
      className="stroke-line"
    />
  ));
}
