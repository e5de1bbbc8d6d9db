import { Page } from "@/components/shell/page";
import { Loading, Skeleton } from "@/components/ui/skeleton";

const ROWS = 6;

/** The overview before its rows are there: a title, the filters, rows of the height that they will have. */
export default function OverviewLoading() {
  return (
    <Loading what="the overview">
      <Page>
        <div className="flex h-10 items-center">
          <Skeleton className="h-6 w-32" />
        </div>
        <div className="grid grid-cols-1 gap-4">
          <Skeleton className="h-10 w-full" />
          <div className="rounded-md border border-line bg-surface">
            {Array.from({ length: ROWS }, (_, at) => (
              <div
                key={at}
                className="grid h-60 content-center gap-3 border-b border-line p-4 last:border-b-0 lg:h-20"
              >
                <Skeleton className="h-4 w-48" />
                <Skeleton className="h-3 w-72 max-w-full" />
              </div>
            ))}
          </div>
        </div>
      </Page>
    </Loading>
  );
}
