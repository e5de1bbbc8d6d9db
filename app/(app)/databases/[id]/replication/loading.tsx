import { Loading, SkeletonCard } from "@/components/ui/skeleton";

/** Replication before its page is there: slot and publication, standbys and transactions, consumers. */
export default function ReplicationLoading() {
  return (
    <Loading what="replication">
      <div className="grid grid-cols-1 gap-6">
        {["h-96", "h-48", "h-72"].map((height, at) => (
          <SkeletonCard key={at} className={height} />
        ))}
      </div>
    </Loading>
  );
}
