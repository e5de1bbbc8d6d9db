import { cx } from "@/components/ui/cx";
import type { WallTrend } from "@/lib/wall/schema";

const HEIGHT = 24;

/** Returns the line of the steps and the area below it, with a gap where nothing was sampled. */
function pathsOf({ claimed, usable }: WallTrend): { line: string; area: string; limit: number } {
  const values = claimed.filter((value) => value !== null);
  const top = Math.max(1, usable, ...values) * 1.05;
  const y = (value: number) => (HEIGHT - (value / top) * HEIGHT).toFixed(1);
  let line = "";
  let area = "";
  claimed.forEach((value, at) => {
    if (value === null) return;
    const follows = (claimed[at - 1] ?? null) !== null;
    line += `${follows ? "L" : "M"}${at} ${y(value)}H${at + 1}`;
    area += `M${at} ${HEIGHT}V${y(value)}H${at + 1}V${HEIGHT}Z`;
  });
  return { line, area, limit: Number(y(usable)) };
}

/** The last day of a server: what was claimed, below the dashed line of what is usable. */
export function TrendOfDay({ trend, isDense }: { trend: WallTrend | undefined; isDense: boolean }) {
  const height = isDense ? "h-[2.2em]" : "h-[28px] min-[900px]:h-[3.2em]";
  if (trend === undefined) return <div className={height} />;
  const { line, area, limit } = pathsOf(trend);
  const values = trend.claimed.filter((value) => value !== null).map(Math.round);
  const says = `Last day: ${Math.min(...values)} to ${Math.max(...values)} claimed of ${Math.round(trend.usable)} usable`;
  return (
    <svg
      role="img"
      aria-label={says}
      viewBox={`0 0 ${trend.claimed.length} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={cx("block w-full overflow-visible", height)}
    >
      <path d={area} className="fill-seg-free" />
      <path
        d={line}
        fill="none"
        vectorEffect="non-scaling-stroke"
        strokeWidth="0.1em"
        className="stroke-muted"
      />
      <line
        x2="100%"
        y1={limit}
        y2={limit}
        vectorEffect="non-scaling-stroke"
        strokeWidth="0.1em"
        strokeDasharray="0.2em 0.2em"
        className="stroke-fail"
      />
    </svg>
  );
}
