import { Loading, Skeleton, SkeletonRows } from "@/components/ui/skeleton";

/** The checks before they are read: the headline, the switch, rows of the height that they will have. */
export default function ReadinessLoading() {
  return (
    <Loading what="the checks">
      <div className="grid grid-cols-1 gap-6">
        <Skeleton className="h-8 w-80 max-w-full" />
        <Skeleton className="h-9 w-72 max-w-full" />
        <SkeletonRows rows={8} className="h-[4.25rem] gap-2" bars={["h-4 w-64", "h-3 w-96"]} />
      </div>
    </Loading>
  );
}
