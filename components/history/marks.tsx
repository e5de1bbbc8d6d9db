import { RelativeTime } from "@/components/ui/relative-time";
import type { Mark, MarkKind } from "@/lib/history/schema";

const WORDS: Record<MarkKind, string> = {
  check: "Check",
  restart: "Restart",
  pool: "Pool",
  limit: "Limit",
  full: "Full",
  unreachable: "No answer",
  back: "Back",
  off: "Off",
  on: "On",
  action: "Action",
  electric: "Electric",
  alert: "Alert",
};
const SHOWN = 8;

/** Events of this time that show in the numbers, the newest first. */
export function Marks({ marks }: { marks: readonly Mark[] }) {
  if (marks.length === 0) return null;
  const newest = marks.toReversed();
  return (
    <details open={marks.length <= SHOWN}>
      <summary className="text-sm font-medium text-muted">
        {marks.length === 1 ? "1 mark" : `${marks.length} marks`} on the chart
      </summary>
      <ul className="mt-2 grid max-h-64 gap-1 overflow-y-auto" tabIndex={0} aria-label="Marks on the chart">
        {newest.map(({ at, kind, text }, index) => (
          <li key={`${at} ${index}`} className="flex flex-wrap gap-x-3 text-sm">
            <RelativeTime at={at} className="w-28 text-muted" />
            <span className="w-20 font-medium">{WORDS[kind]}</span>
            <span className="min-w-0 flex-1 wrap-anywhere">{text}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
