import { Loading, Skeleton, SkeletonRows } from "@/components/ui/skeleton";

/** The history before it is read: the filters, a list of runs of the height that they mostly have. */
export default function HistoryLoading() {
  return (
    <Loading what="the history">
      <div className="grid grid-cols-1 gap-6">
        <Skeleton className="h-7 w-32" />
        <div className="flex flex-wrap gap-3">
          <Skeleton className="h-10 min-w-48 flex-1 sm:max-w-80" />
          <Skeleton className="h-10 min-w-40 flex-1 sm:max-w-60" />
        </div>
        <SkeletonRows
          rows={8}
          className="h-40 gap-2 md:h-[5.625rem]"
          bars={["h-5 w-64", "h-4 w-[40rem]", "h-4 w-40"]}
        />
      </div>
    </Loading>
  );
}
