import { placed, type GaugeModel } from "./model";
import { fills } from "./tones";

/** The segments again, as a list: each can be focused and says who holds it. */
export function Legend({ model }: { model: GaugeModel }) {
  return (
    <ul aria-label="Who holds the connections" className="grid gap-x-6 sm:grid-cols-2 xl:grid-cols-3">
      {placed(model)
        .segments.filter(({ count }) => count > 0)
        .map(({ kind, label, count, detail, tone }) => (
          <li
            key={`${kind} ${label}`}
            tabIndex={0}
            className="flex min-w-0 items-baseline gap-2 rounded-sm py-1 -outline-offset-1"
          >
            <svg aria-hidden width="10" height="10" className="shrink-0 translate-y-px">
              <rect width="10" height="10" rx="2" className={fills[tone] ?? "fill-seg-other"} />
            </svg>
            <span className="min-w-0 flex-1">
              <span className={kind === "short" ? "font-medium text-fail" : "font-medium"}>{label}</span>{" "}
              <span className="text-sm text-muted wrap-anywhere">{detail}</span>
            </span>
            <span className={kind === "short" ? "font-medium text-fail" : "font-medium"}>{count}</span>
          </li>
        ))}
    </ul>
  );
}
