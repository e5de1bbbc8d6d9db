import { fills } from "@/components/budget/tones";
import { cx } from "@/components/ui/cx";
import { headroomOf, headroomText } from "@/lib/budget/headroom";
import type { Layer } from "@/lib/history/paths";
import type { ChartPoint, Range } from "@/lib/history/schema";
import { exactLocalTime, momentTime } from "@/lib/history/time";

type MomentProps = { point: ChartPoint; layers: readonly Layer[]; position: number; range: Range };

const number = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(1));

function Swatch({ tone }: { tone: string }) {
  return (
    <svg aria-hidden width="10" height="10" className="shrink-0">
      <rect width="10" height="10" rx="2" className={fills[tone] ?? "fill-seg-other"} />
    </svg>
  );
}

/** Returns the sentence of a moment for a screen reader: time, figure, who held how much. */
export function momentText({ point, layers, position }: Omit<MomentProps, "range">): string {
  const { average, at } = point;
  const held = layers
    .filter(({ key }) => key !== "short")
    .map(({ label, counts }) => `${label} ${number(counts[position] ?? 0)}`);
  return `${exactLocalTime(Date.parse(at))}: ${headroomText(headroomOf(average))}; ${held.join(", ")}; of ${number(average.usable)} usable`;
}

/** The values of one moment: time, figure, who held how much of what is usable. */
export function Readout({ point, layers, position, range }: MomentProps) {
  const { average, peak, at } = point;
  const headroom = headroomOf(average);
  const claimed = average.usable - headroom;
  const values = layers.filter(({ key, counts }) => key !== "short" && (counts[position] ?? 0) > 0);
  return (
    <div className="grid gap-1 text-xs">
      <p className="flex items-baseline justify-between gap-4">
        <time dateTime={at} title={exactLocalTime(Date.parse(at))} className="font-semibold">
          {momentTime(range, Date.parse(at))}
        </time>
        <span className={cx("font-semibold", headroom < 0 && "text-fail")}>{headroomText(headroom)}</span>
      </p>
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5">
        {values.map(({ key, label, tone, counts }) => (
          <Row key={key} tone={tone} label={label} value={number(counts[position] ?? 0)} />
        ))}
        <dt className="border-t border-line pt-1 text-muted">claimed of {number(average.usable)} usable</dt>
        <dd className="border-t border-line pt-1 text-right font-semibold">{number(claimed)}</dd>
        {peak.othersTotal > average.othersTotal && (
          <Row label="others at most" value={number(peak.othersTotal)} />
        )}
      </dl>
    </div>
  );
}

function Row({ tone, label, value }: { tone?: string; label: string; value: string }) {
  return (
    <>
      <dt className="flex min-w-0 items-center gap-1.5 text-muted">
        {tone !== undefined && <Swatch tone={tone} />}
        <span className="truncate">{label}</span>
      </dt>
      <dd className="text-right font-medium">{value}</dd>
    </>
  );
}

/** The names of the areas, below the chart. */
export function Areas({ layers }: { layers: readonly Layer[] }) {
  return (
    <ul aria-label="Areas of the chart" className="flex flex-wrap gap-x-5 gap-y-1 text-sm text-muted">
      {layers.map(({ key, label, tone }) => (
        <li key={key} className="flex min-w-0 items-center gap-1.5">
          <Swatch tone={tone} />
          <span className="max-w-48 truncate">{label}</span>
        </li>
      ))}
    </ul>
  );
}
