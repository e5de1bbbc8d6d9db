import type { PageGaugeSize } from "@/components/budget/bar";
import { Skeleton } from "@/components/ui/skeleton";

/** Heights of the parts of a gauge, each as components/budget draws it. */
const shapes = {
  card: { figure: "h-7 w-24", leaders: "hidden", bar: "my-1 h-4", scale: "h-[18px]" },
  full: {
    figure: "h-8 w-32",
    leaders: "hidden h-7 @min-[520px]:block",
    bar: "my-1.5 h-9",
    scale: "h-9 @min-[640px]:h-[18px]",
  },
};

/** The shape of a gauge before anything is known: nothing jumps when it comes. */
export function GaugeSkeleton({ size, says }: { size: PageGaugeSize; says: string }) {
  if (size === "row")
    return (
      <div className="grid grid-cols-1 gap-1">
        <p className="truncate text-sm text-muted">{says}</p>
        <Skeleton className="h-2" />
      </div>
    );
  const shape = shapes[size];
  return (
    <div className="grid grid-cols-1 gap-3">
      <div className="@container">
        <div className="grid grid-cols-1 gap-y-0.5">
          <Skeleton className={shape.figure} />
          <div className="h-10 @min-[440px]:hidden" />
          <p className="text-sm text-muted">{says}</p>
        </div>
      </div>
      <div className="@container">
        <div className={shape.leaders} />
        <Skeleton className={shape.bar} />
        <div className={shape.scale} />
      </div>
      {size === "full" && (
        <div className="@container">
          <Skeleton className="h-[4.25rem] @min-[440px]:h-11 @min-[820px]:h-5" />
        </div>
      )}
    </div>
  );
}
