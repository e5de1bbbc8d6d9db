import { Loading, Skeleton, SkeletonCard, SkeletonRows } from "@/components/ui/skeleton";

const STEPS = 6;

/** The repair page while the database is read: the steps, the panel of what changes, SQL of the height that it will have. */
export function PlanSkeleton() {
  return (
    <Loading what="the plan: the database is read">
      <div className="grid grid-cols-1 gap-4">
        <Skeleton className="h-7 w-[34rem] max-w-full" />
        <SkeletonCard className="h-96" />
        <SkeletonRows rows={STEPS} className="h-11 gap-3" bars={["h-4 w-96"]} />
      </div>
    </Loading>
  );
}
