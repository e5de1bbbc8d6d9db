import { PlanSkeleton } from "@/components/repair/plan/plan-skeleton";

/** The repair page before anything is read. */
export default function FixLoading() {
  return <PlanSkeleton />;
}
