import { Loading, SkeletonCard } from "@/components/ui/skeleton";

/** The connections before their page is there: the gauge, what-if, the table, the charts. */
export default function ConnectionsLoading() {
  return (
    <Loading what="the connections">
      <div className="grid grid-cols-1 gap-6">
        {["h-96", "h-72", "h-96", "h-80"].map((height, at) => (
          <SkeletonCard key={at} className={height} />
        ))}
      </div>
    </Loading>
  );
}
