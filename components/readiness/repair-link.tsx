import { LinkButton } from "@/components/ui/link-button";
import { repairPath } from "@/components/repair/repair-url";

type RepairLinkProps = { databaseId: string; checkId: string; admin: boolean };

/** A link from one finding to the plan that fixes it alone. */
export function RepairLink({ databaseId, checkId, admin }: RepairLinkProps) {
  return (
    <div className="flex flex-wrap items-center gap-3">
      <LinkButton
        href={repairPath(databaseId, { kind: "checks", checks: [checkId] })}
        size="sm"
        variant={admin ? "primary" : "secondary"}
      >
        {admin ? "Fix …" : "Read the plan"}
      </LinkButton>
      <span className="text-sm text-muted">
        {admin
          ? "Opens the plan for this check alone. Nothing runs before it is read."
          : "What would run, statement by statement. Ask an admin of this Headroom to run it."}
      </span>
    </div>
  );
}
