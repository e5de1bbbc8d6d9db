import type { GaugeSize } from "@/components/budget/bar";
import { Skeleton } from "@/components/ui/skeleton";

const bars: Record<GaugeSize, string> = { row: "h-2", card: "my-1 h-5", full: "my-1 h-9" };

/** The shape of a gauge before anything is known: nothing jumps when it comes. */
export function GaugeSkeleton({ size, says }: { size: GaugeSize; says: string }) {
  if (size === "row")
    return (
      <div className="grid grid-cols-1 gap-1">
        <p className="truncate text-sm text-muted">{says}</p>
        <Skeleton className={bars.row} />
      </div>
    );
  return (
    <div className="grid grid-cols-1 gap-3">
      <p className={size === "full" ? "text-lg font-semibold text-muted" : "font-medium text-muted"}>
        {says}
      </p>
      <Skeleton className={bars[size]} />
      <Skeleton className="h-5 w-72 max-w-full" />
      {size === "full" && (
        <div className="grid gap-x-6 sm:grid-cols-2 xl:grid-cols-3">
          {Array.from({ length: 6 }, (_none, index) => (
            <Skeleton key={index} className="my-1.5 h-4" />
          ))}
        </div>
      )}
      <Skeleton className="h-5 w-96 max-w-full" />
    </div>
  );
}
