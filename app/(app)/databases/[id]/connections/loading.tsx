import { Loading, Skeleton } from "@/components/ui/skeleton";

/** The connections before their page is there: the gauge, what-if, the table, the charts. */
export default function ConnectionsLoading() {
  return (
    <Loading what="the connections">
      <div className="grid grid-cols-1 gap-6">
        {["h-96", "h-72", "h-96", "h-80"].map((height, at) => (
          <div
            key={at}
            className={`grid content-start gap-4 rounded-md border border-line bg-surface p-4 ${height}`}
          >
            <Skeleton className="h-6 w-56 max-w-full" />
            <Skeleton className="h-9 w-full" />
            <Skeleton className="h-4 w-2/3" />
          </div>
        ))}
      </div>
    </Loading>
  );
}
