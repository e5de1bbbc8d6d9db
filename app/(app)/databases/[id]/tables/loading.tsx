import { Loading, Skeleton, SkeletonRows } from "@/components/ui/skeleton";

/** The tables before they are read: the filters, rows of the height that they will have. */
export default function TablesLoading() {
  return (
    <Loading what="the tables">
      <div className="grid grid-cols-1 gap-4">
        <Skeleton className="h-10 w-full" />
        <SkeletonRows rows={12} className="h-28 lg:h-11" bars={["h-4 w-64"]} />
      </div>
    </Loading>
  );
}
