import { Loading, Skeleton } from "@/components/ui/skeleton";

const ROWS = 8;

/** The checks before they are read: the headline, the switch, rows of the height that they will have. */
export default function ReadinessLoading() {
  return (
    <Loading what="the checks">
      <div className="grid grid-cols-1 gap-6">
        <Skeleton className="h-8 w-80 max-w-full" />
        <Skeleton className="h-9 w-72 max-w-full" />
        <div className="rounded-md border border-line bg-surface">
          {Array.from({ length: ROWS }, (_, at) => (
            <div
              key={at}
              className="grid h-[4.25rem] content-center gap-2 border-b border-line px-4 last:border-b-0"
            >
              <Skeleton className="h-4 w-64 max-w-full" />
              <Skeleton className="h-3 w-96 max-w-full" />
            </div>
          ))}
        </div>
      </div>
    </Loading>
  );
}
