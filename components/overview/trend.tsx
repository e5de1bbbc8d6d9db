import type { Trend } from "@/lib/api/trends";

const WIDTH = 60;
const HEIGHT = 20;
/** Minutes below which a line would be a dot. */
const FEWEST = 5;

/** Returns the line of the points, with a gap where a minute has no sample. */
function pathOf({ points, usable }: Trend): string {
  const top = Math.max(1, usable, ...points.map(([, inUse]) => inUse));
  return points
    .map(([minute, inUse], at) => {
      const follows = points[at - 1]?.[0] === minute - 1;
      const y = HEIGHT - (inUse / top) * HEIGHT;
      return `${follows ? "L" : "M"}${minute} ${y.toFixed(1)}H${minute + 1}`;
    })
    .join("");
}

/** The last hour of a row: connections in use, on a scale up to what is usable. */
export function TrendLine({ trend }: { trend: Trend | undefined }) {
  if (trend === undefined || trend.points.length < FEWEST) return null;
  const inUse = trend.points.map(([, value]) => value);
  const range = [Math.min(...inUse), Math.max(...inUse)].map(Math.round);
  return (
    <svg
      role="img"
      aria-label={`Last hour: ${range.join(" to ")} in use`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="block h-5 w-full overflow-visible"
    >
      <title>{`Last hour: ${range.join(" to ")} in use`}</title>
      <path
        d={pathOf(trend)}
        fill="none"
        vectorEffect="non-scaling-stroke"
        strokeWidth={1.25}
        className="stroke-muted"
      />
    </svg>
  );
}
