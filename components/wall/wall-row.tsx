import { CircleCheck, CircleDashed, CircleX, TriangleAlert, type LucideIcon } from "lucide-react";
import { fullModel, unknownFull } from "@/components/budget/full";
import { Gauge } from "@/components/budget/gauge";
import { gaugeModel } from "@/components/budget/model";
import { cx } from "@/components/ui/cx";
import { claimOf } from "@/lib/budget/headroom";
import type { Budget } from "@/lib/budget/schema";
import { count } from "@/lib/text/words";
import type { WallRow, WallTone, WallTrend } from "@/lib/wall/schema";
import type { WallStanding } from "@/lib/wall/standing";
import { TrendOfDay } from "./trend-of-day";

const LOOKS: Record<WallTone, { icon: LucideIcon; tone: string }> = {
  fail: { icon: CircleX, tone: "text-fail" },
  warn: { icon: TriangleAlert, tone: "text-warn" },
  none: { icon: CircleDashed, tone: "text-muted" },
  pass: { icon: CircleCheck, tone: "text-pass" },
};

/** Returns the sum as it is read from afar: "20 claimed + 9 others = 29 of 22". */
const sumOf = (budget: Budget): string =>
  `${claimOf(budget)} claimed + ${budget.othersTotal} others = ${claimOf(budget) + budget.othersTotal} of ${budget.usable}`;

type WallServerRowProps = {
  row: WallRow;
  standing: WallStanding;
  trend: WallTrend | undefined;
  /** Many rows share the height. */
  isDense: boolean;
  /** Two columns share the width. */
  isHalf: boolean;
};

/** One server: the figure first, then the picture with its condition and its sum, then the last day and the age. */
export function WallServerRow({ row, standing, trend, isDense, isHalf }: WallServerRowProps) {
  return (
    <section
      data-kind={standing.kind}
      aria-label={row.name}
      className={cx(
        "grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-2 border-b border-line py-4 min-[900px]:gap-x-[2.4em] min-[900px]:py-[0.4em]",
        isHalf
          ? "min-[900px]:grid-cols-[12em_minmax(0,1fr)_7.5em] min-[900px]:gap-x-[1.4em]"
          : "min-[900px]:grid-cols-[15em_minmax(0,1fr)_15em]",
      )}
    >
      <Figure row={row} standing={standing} isDense={isDense} isHalf={isHalf} />
      <div className="min-w-0 max-[900px]:col-span-2 max-[900px]:row-start-2">
        <Condition row={row} standing={standing} isHalf={isHalf} />
        <Picture row={row} standing={standing} isDense={isDense} />
      </div>
      <div className="w-24 min-[900px]:w-auto">
        <TrendOfDay trend={trend} isDense={isDense} />
        <p className="mt-[0.3em] flex items-baseline justify-between gap-[0.6em] whitespace-nowrap text-faint">
          <span className={cx("max-[900px]:hidden", isHalf && "hidden")}>last day</span>
          <Age standing={standing} isHalf={isHalf} />
        </p>
      </div>
    </section>
  );
}

type PartProps = Pick<WallServerRowProps, "row" | "standing">;

type FigureProps = PartProps & Pick<WallServerRowProps, "isDense" | "isHalf">;

function Figure({ row, standing: { figure, kind, isPast }, isDense, isHalf }: FigureProps) {
  const isBad = kind === "short" || kind === "full";
  return (
    <div className="min-w-0">
      <h2
        className={cx("truncate text-[1.15em] leading-[1.4] font-semibold", isPast && "text-faint")}
        title={row.name}
      >
        {row.name}
        <span
          className={cx("ml-[0.5em] text-[0.87em] font-normal text-faint", isHalf && "min-[900px]:hidden")}
        >
          {count(row.databases, "database")}
        </span>
      </h2>
      <p
        className={cx(
          "text-[2.3em] leading-[1.1] font-semibold tracking-[-0.03em] whitespace-nowrap",
          isDense ? "min-[900px]:text-[2.8em]" : "min-[900px]:text-[3.6em]",
          isPast ? "text-faint" : isBad ? "text-fail" : "text-ink",
        )}
      >
        {figure}
      </p>
      {row.host !== null && row.host !== row.name && (
        <p className="truncate text-faint" title={row.host}>
          {row.host}
        </p>
      )}
    </div>
  );
}

function Condition({
  row: { budget },
  standing: { tone, says, isPast },
  isHalf,
}: PartProps & { isHalf: boolean }) {
  const { icon: Icon, tone: colour } = LOOKS[tone];
  return (
    <p className="flex items-baseline justify-between gap-[1em]">
      <span className={cx("inline-flex min-w-0 items-center gap-[0.4em] text-[1.1em] font-medium", colour)}>
        <Icon aria-hidden className="size-[1.25em] shrink-0" />
        <span className="truncate">{says}</span>
      </span>
      {budget !== null && !isPast && (
        <span
          className={cx("whitespace-nowrap text-muted max-[900px]:hidden", isHalf && "min-[900px]:hidden")}
        >
          {sumOf(budget)}
        </span>
      )}
    </p>
  );
}

function Picture({ row, standing: { kind, isPast, says }, isDense }: PartProps & { isDense: boolean }) {
  const { budget, seenAt, name } = row;
  const known = budget === null ? null : gaugeModel(budget);
  const model = kind === "full" ? (known === null ? unknownFull : fullModel(known)) : known;
  if (model === null) return <p className="py-[1.4em] text-faint">No connections were seen yet.</p>;
  return (
    <Gauge
      model={model}
      size={isDense ? "wall-dense" : "wall"}
      name={name}
      at={seenAt ?? ""}
      past={isPast}
      state={isPast || kind === "full" ? says : undefined}
    />
  );
}

function Age({
  standing: { age, freshness, isPast, kind },
  isHalf,
}: Pick<PartProps, "standing"> & { isHalf: boolean }) {
  const isLate = freshness !== "fresh" || isPast || kind === "full";
  const shown = isHalf ? age.replace(/^live, /, "") : age;
  return (
    <span className={cx("inline-flex items-center gap-[0.4em]", isLate ? "text-warn" : "text-muted")}>
      <svg aria-hidden className="size-[0.5em] shrink-0">
        <circle cx="50%" cy="50%" r="50%" className={isLate ? "fill-warn" : "fill-pass"} />
      </svg>
      {shown}
    </span>
  );
}
