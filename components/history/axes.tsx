import { timeTicks } from "@/lib/history/paths";
import type { Range } from "@/lib/history/schema";

type AxesProps = { range: Range; from: number; to: number; top: number };

const label = (range: Range, at: number): string =>
  range === "week"
    ? new Date(at).toLocaleDateString(undefined, { weekday: "short", day: "numeric" })
    : new Date(at).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });

/** The times below and the numbers beside the chart. It is drawn in the browser alone, where places may be set. */
export function Axes({ range, from, to, top }: AxesProps) {
  const offset = new Date(to).getTimezoneOffset();
  const share = (at: number) => `${((at - from) / Math.max(1, to - from)) * 100}%`;
  return (
    <>
      <span aria-hidden className="absolute top-0 left-1 rounded-sm bg-surface/80 px-1 text-xs text-muted">
        {Math.round(top)}
      </span>
      <span aria-hidden className="absolute bottom-5 left-1 rounded-sm bg-surface/80 px-1 text-xs text-muted">
        0
      </span>
      <div aria-hidden className="relative mt-1 h-4 overflow-hidden text-xs text-muted">
        {timeTicks(range, from, to, offset).map((at) => (
          <span
            key={at}
            title={new Date(at).toLocaleString()}
            className="absolute -translate-x-1/2 whitespace-nowrap max-sm:odd:hidden"
            style={{ left: share(at) }}
          >
            {label(range, at)}
          </span>
        ))}
      </div>
    </>
  );
}
