import { Check } from "lucide-react";
import { cx } from "@/components/ui/cx";

export type RepairStep = {
  name: string;
  /** Id of the part of the page. */
  to: string;
  state: "done" | "open" | "now" | "next";
};

const LOOKS: Record<RepairStep["state"], string> = {
  done: "border-transparent bg-accent-soft text-accent",
  open: "border-warn text-warn",
  now: "border-transparent bg-accent text-on-accent",
  next: "border-edge text-muted",
};

/** The steps of a repair in their order, each a link to its part of the page. */
export function StepNav({ steps }: { steps: readonly RepairStep[] }) {
  return (
    <nav aria-label="Steps of the repair" className="relative min-w-0 overflow-x-auto">
      <ol className="flex items-center gap-3 py-1">
        {steps.map(({ name, to, state }, at) => (
          <li key={name} className="flex shrink-0 items-center gap-3">
            {at > 0 && <span aria-hidden className="h-px w-6 bg-line max-sm:w-3" />}
            <a
              href={`#${to}`}
              aria-current={state === "now" ? "step" : undefined}
              className={cx(
                "flex items-center gap-2 rounded-sm text-sm whitespace-nowrap hover:text-ink",
                state === "now" ? "font-medium" : state === "open" ? "text-warn" : "text-muted",
              )}
            >
              <span
                aria-hidden
                className={cx("grid size-5 place-items-center rounded-full border text-xs", LOOKS[state])}
              >
                {state === "done" ? <Check className="size-3" /> : at + 1}
              </span>
              {name}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
