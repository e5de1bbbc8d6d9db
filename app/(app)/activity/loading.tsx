import { Page } from "@/components/shell/page";
import { Loading, Skeleton, SkeletonRows } from "@/components/ui/skeleton";

/** The audit log before it is read: the chain's state, the filters, a list. */
export default function ActivityLoading() {
  return (
    <Loading what="the audit log">
      <Page>
        <Skeleton className="h-8 w-28" />
        <Skeleton className="h-12 w-72 max-w-full" />
        <Skeleton className="h-60 w-full sm:h-32 lg:h-[4.25rem]" />
        <SkeletonRows rows={8} className="h-32 gap-2 md:h-[4.75rem]" bars={["h-5 w-[48rem]", "h-4 w-40"]} />
      </Page>
    </Loading>
  );
}
