import { Page } from "@/components/shell/page";
import { Loading, Skeleton, SkeletonRows } from "@/components/ui/skeleton";

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
          <SkeletonRows rows={6} className="h-60 gap-3 lg:h-20" bars={["h-4 w-48", "h-3 w-72"]} />
        </div>
      </Page>
    </Loading>
  );
}
