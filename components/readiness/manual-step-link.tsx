import { manualStepPath } from "@/components/repair/repair-url";
import { LinkButton } from "@/components/ui/link-button";

/** A link from one finding to the manual step that answers it, opened and in sight. */
export function ManualStepLink({ databaseId, checkId }: { databaseId: string; checkId: string }) {
  return (
    <div className="flex flex-wrap items-center gap-3">
      <LinkButton href={manualStepPath(databaseId, checkId)} size="sm">
        Open the manual step
      </LinkButton>
      <span className="text-sm text-muted">
        SQL cannot do it: the value, the clicks and the commands of your provider.
      </span>
    </div>
  );
}
