import { Page } from "@/components/shell/page";
import { Loading, Skeleton } from "@/components/ui/skeleton";

/** The audit log before it is read: the chain's state, the filters, a list. */
export default function ActivityLoading() {
  return (
    <Loading what="the audit log">
      <Page>
        <Skeleton className="h-7 w-28" />
        <Skeleton className="h-12 w-72 max-w-full" />
        <Skeleton className="h-16 w-full" />
        <div className="rounded-md border border-line bg-surface">
          {[0, 1, 2, 3, 4, 5].map((at) => (
            <div key={at} className="grid gap-2 border-b border-line px-4 py-3 last:border-b-0">
              <Skeleton className="h-5 w-full max-w-[48rem]" />
              <Skeleton className="h-4 w-40" />
            </div>
          ))}
        </div>
      </Page>
    </Loading>
  );
}
