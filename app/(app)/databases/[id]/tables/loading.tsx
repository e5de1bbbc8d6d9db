import { Loading, Skeleton } from "@/components/ui/skeleton";

const ROWS = 12;

/** The tables before they are read: the filters, rows of the height that they will have. */
export default function TablesLoading() {
  return (
    <Loading what="the tables">
      <div className="grid grid-cols-1 gap-4">
        <Skeleton className="h-10 w-full" />
        <div className="rounded-md border border-line bg-surface">
          {Array.from({ length: ROWS }, (_, at) => (
            <div
              key={at}
              className="grid h-28 content-center border-b border-line px-4 last:border-b-0 lg:h-11"
            >
              <Skeleton className="h-4 w-64 max-w-full" />
            </div>
          ))}
        </div>
      </div>
    </Loading>
  );
}
