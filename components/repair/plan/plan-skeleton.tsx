import { Loading, Skeleton, SkeletonCard, SkeletonRows } from "@/components/ui/skeleton";

const STRATEGIES = 3;
const STEPS = 4;

/** The repair page while the database is read: three strategies, the choices, steps of the height that they will have. */
export function PlanSkeleton() {
  return (
    <Loading what="the plan: the database is read">
      <div className="grid grid-cols-1 gap-6">
        <Skeleton className="h-6 w-72 max-w-full" />
        <div className="grid gap-4 lg:grid-cols-3">
          {Array.from({ length: STRATEGIES }, (_, at) => (
            <SkeletonCard key={at} className="h-96" />
          ))}
        </div>
        <SkeletonCard className="h-40" />
        <SkeletonRows rows={STEPS} className="h-36 gap-3" bars={["h-4 w-96", "h-12 w-full"]} />
      </div>
    </Loading>
  );
}
