import { Loading, Skeleton } from "@/components/ui/skeleton";

/** The history before it is read: a list of runs. */
export default function HistoryLoading() {
  return (
    <Loading what="the history">
      <div className="grid grid-cols-1 gap-6">
        <Skeleton className="h-7 w-32" />
        <Skeleton className="h-10 w-full sm:w-[36rem]" />
        <div className="rounded-md border border-line bg-surface">
          {[0, 1, 2, 3, 4].map((at) => (
            <div key={at} className="grid gap-2 border-b border-line px-4 py-3 last:border-b-0">
              <Skeleton className="h-5 w-64 max-w-full" />
              <Skeleton className="h-4 w-full max-w-[40rem]" />
              <Skeleton className="h-4 w-40" />
            </div>
          ))}
        </div>
      </div>
    </Loading>
  );
}
