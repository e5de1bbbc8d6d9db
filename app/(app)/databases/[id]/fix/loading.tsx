import { PlanSkeleton } from "@/components/plan/plan-skeleton";

/** The repair page before anything is read. */
export default function FixLoading() {
  return <PlanSkeleton />;
}
