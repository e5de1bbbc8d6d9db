import { cx } from "@/components/ui/cx";
import { placed, type GaugeModel, type Placed } from "./model";
import { fills } from "./tones";

/** The segments again, as a list: each can be focused and says who holds it. */
export function Legend({ model }: { model: GaugeModel }) {
  return (
    <ul aria-label="Who holds the connections" className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {placed(model)
        .filter(({ count }) => count > 0)
        .map((segment) => (
          <Holder key={`${segment.kind} ${segment.label}`} segment={segment} />
        ))}
    </ul>
  );
}

function Holder({ segment: { kind, label, count, detail, tone } }: { segment: Placed }) {
  const tint = kind === "short" && "text-fail";
  return (
    <li
      tabIndex={0}
      className="group relative flex max-w-full min-w-0 items-center gap-2 rounded-sm -outline-offset-1"
    >
      <svg aria-hidden width="10" height="10" className="shrink-0">
        <rect width="10" height="10" rx="2" className={fills[tone] ?? "fill-seg-other"} />
      </svg>
      <span className={cx("truncate", tint)}>{label}</span>
      <span className={cx("font-semibold", tint)}>{count}</span>
      {kind === "headroom" && <span className="text-faint">not counted</span>}
      {detail !== "" && (
        <>
          <span className="sr-only">{detail}</span>
          <span
            aria-hidden
            className="pointer-events-none absolute top-full left-0 z-10 mt-1 hidden w-max max-w-72 rounded-md border border-edge bg-surface px-2 py-1 text-xs text-muted group-hover:block group-focus:block"
          >
            {detail}
          </span>
        </>
      )}
    </li>
  );
}
