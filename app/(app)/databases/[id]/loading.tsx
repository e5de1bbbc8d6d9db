import { Loading, Skeleton } from "@/components/ui/skeleton";

/** A database before its latest visit is read: the verdict, the gauge, two columns. */
export default function DatabaseLoading() {
  return (
    <Loading what="the database">
      <div className="grid grid-cols-1 gap-6">
        <Frame className="h-48" />
        <Frame className="h-72" />
        <div className="grid grid-cols-1 gap-6 lg:grid-cols-2">
          <Frame className="h-64" />
          <Frame className="h-64" />
        </div>
      </div>
    </Loading>
  );
}

function Frame({ className }: { className: string }) {
  return (
    <div className={`grid content-start gap-4 rounded-md border border-line bg-surface p-6 ${className}`}>
      <Skeleton className="h-6 w-72 max-w-full" />
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-4 w-2/3" />
    </div>
  );
}
