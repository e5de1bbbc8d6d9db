import { fills } from "@/components/budget/tones";
import { exactTime } from "@/components/ui/relative";
import type { Layer } from "@/lib/history/paths";
import type { ChartPoint } from "@/lib/history/schema";

type ReadoutProps = { point: ChartPoint; layers: readonly Layer[]; position: number; isLatest: boolean };

const number = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(1));

/** The legend with the numbers of one moment. */
export function Readout({ point, layers, position, isLatest }: ReadoutProps) {
  const { average, peak, at } = point;
  return (
    <div className="grid gap-2">
      <p className="text-sm text-muted">
        {isLatest ? "Latest, " : ""}
        {exactTime(Date.parse(at))}: {number(average.usable)} usable of {number(average.maxConnections)};{" "}
        {number(average.free)} free; the others held {number(peak.othersTotal)} at most
        {peak.short > 0 && `; ${number(peak.short)} short`}
      </p>
      <ul aria-label="Areas of the chart" className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {layers.map(({ key, label, tone, values }) => (
          <li key={key} className="flex min-w-0 items-center gap-1.5">
            <svg aria-hidden width="10" height="10" className="shrink-0">
              <rect width="10" height="10" rx="2" className={fills[tone] ?? "fill-seg-other"} />
            </svg>
            <span className="max-w-48 truncate">{label}</span>
            <span className="font-medium">{number(values[position] ?? 0)}</span>
          </li>
        ))}
        <li className="flex items-center gap-1.5 text-muted">
          <svg aria-hidden width="14" height="10">
            <line x2="14" y1="5" y2="5" strokeWidth="1.5" className="stroke-ink" />
          </svg>
          usable
        </li>
        <li className="flex items-center gap-1.5 text-muted">
          <svg aria-hidden width="14" height="10">
            <line x2="14" y1="5" y2="5" strokeWidth="1.5" strokeDasharray="5 3" className="stroke-ink" />
          </svg>
          max_connections
        </li>
      </ul>
    </div>
  );
}
