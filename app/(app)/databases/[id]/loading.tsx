import { Loading, SkeletonCard } from "@/components/ui/skeleton";

/** A database before its latest visit is read: the verdict, the gauge, two columns. */
export default function DatabaseLoading() {
  return (
    <Loading what="the database">
      <div className="grid grid-cols-1 gap-6">
        <SkeletonCard className="h-48" />
        <SkeletonCard className="h-72" />
        <div className="grid grid-cols-1 gap-6 lg:grid-cols-2">
          <SkeletonCard className="h-64" />
          <SkeletonCard className="h-64" />
        </div>
      </div>
    </Loading>
  );
}
