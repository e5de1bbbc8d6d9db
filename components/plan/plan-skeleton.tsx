import { Loading, Skeleton } from "@/components/ui/skeleton";

const STRATEGIES = 3;
const STEPS = 4;

/** The repair page while the database is read: three strategies, the choices, steps of the height that they will have. */
export function PlanSkeleton() {
  return (
    <Loading what="the plan: the database is read">
      <div className="grid grid-cols-1 gap-6">
        <Skeleton className="h-6 w-72 max-w-full" />
        <div className="grid gap-4 lg:grid-cols-3">
          {Array.from({ length: STRATEGIES }, (_, at) => (
            <Frame key={at} className="h-96" />
          ))}
        </div>
        <Frame className="h-40" />
        <div className="rounded-md border border-line bg-surface">
          {Array.from({ length: STEPS }, (_, at) => (
            <div
              key={at}
              className="grid h-36 content-center gap-3 border-b border-line px-4 last:border-b-0"
            >
              <Skeleton className="h-4 w-96 max-w-full" />
              <Skeleton className="h-12 w-full" />
            </div>
          ))}
        </div>
      </div>
    </Loading>
  );
}

function Frame({ className }: { className: string }) {
  return (
    <div className={`grid content-start gap-4 rounded-md border border-line bg-surface p-4 ${className}`}>
      <Skeleton className="h-5 w-40 max-w-full" />
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-4 w-2/3" />
    </div>
  );
}
