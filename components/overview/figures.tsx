import { Bar } from "@/components/budget/bar";
import { fullModel } from "@/components/budget/full";
import { claimModel } from "@/components/budget/claim";
import { gaugeModel } from "@/components/budget/model";
import { cx } from "@/components/ui/cx";
import { claimOf, headroomOf, headroomText } from "@/lib/budget/headroom";
import type { Budget } from "@/lib/budget/schema";

type FigureProps = {
  budget: Budget | null;
  /** Figure of the past: drawn in grey. */
  past?: boolean;
  className?: string;
};

/** The headroom of a database or a server: "2 left", "7 short". */
export function Figure({ budget, past = false, className }: FigureProps) {
  const headroom = headroomOf(budget);
  if (headroom === null) return <span className={cx("text-faint", className)}>not known</span>;
  const tone = past ? "text-faint" : headroom < 0 ? "text-fail" : "text-ink";
  return <span className={cx("whitespace-nowrap", tone, className)}>{headroomText(headroom)}</span>;
}

type RowBarProps = {
  name: string;
  budget: Budget | null;
  past?: boolean;
  /** The server refuses every session. */
  full?: boolean;
  state?: string;
};

/** The gauge of a row: the bar alone, because the figure stands beside it. */
export function RowBar({ name, budget, past = false, full = false, state }: RowBarProps) {
  if (budget === null) return <span className="text-sm text-faint">Connections not seen</span>;
  const model = full ? fullModel(gaugeModel(budget)) : gaugeModel(budget);
  return (
    <div className={cx(past && "grayscale")}>
      <Bar model={model} size="row" label={`Connections of ${name}`} state={state} />
    </div>
  );
}

/** Claim of Electric for one of several databases of a server: "20 claimed". */
export function Claim({ budget }: { budget: Budget | null }) {
  if (budget === null) return <span className="text-sm text-faint">not known</span>;
  return <span className="text-sm whitespace-nowrap text-muted">{claimOf(budget)} claimed</span>;
}

/** The part of a server's connections that one database's Electric claims. */
export function ClaimBar({ name, budget, past = false, state }: Omit<RowBarProps, "full">) {
  if (budget === null) return <span className="text-sm text-faint">Connections not seen</span>;
  return (
    <div className={cx(past && "grayscale")}>
      <Bar model={claimModel(budget)} size="row" label={`Claim of ${name}`} state={state} />
    </div>
  );
}
