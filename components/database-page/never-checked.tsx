import { CheckButton } from "@/components/check/check-button";
import { EmptyState } from "@/components/ui/empty-state";

/** A database without a check run. `shows` says what would stand on this page. */
export function NeverChecked({ shows }: { shows: string }) {
  return (
    <EmptyState
      title="This database has not been checked yet"
      actions={<CheckButton label="Check now" variant="primary" />}
    >
      <p>{shows}</p>
      <p className="mt-2">
        A check opens one connection, reads the catalogue in one read-only transaction, and leaves. It changes
        nothing.
      </p>
    </EmptyState>
  );
}
