import { Loading, SkeletonCard } from "@/components/ui/skeleton";

/** The page Connect before it is there: the secrets, the files, the variables. */
export default function ConnectLoading() {
  return (
    <Loading what="what Electric is given">
      <div className="grid grid-cols-1 gap-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <SkeletonCard className="h-96 xl:order-last" />
        <div className="grid grid-cols-1 gap-6">
          {["h-[32rem]", "h-96"].map((height) => (
            <SkeletonCard key={height} className={height} />
          ))}
        </div>
      </div>
    </Loading>
  );
}
