import type { SandboxAction } from "@/components/sandbox/sandbox-button";
import { TrySandbox } from "@/components/sandbox/try-sandbox";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

/** The overview without a database: what it is for, and two ways in. */
export function FirstSteps({ admin, startSandbox }: { admin: boolean; startSandbox: SandboxAction }) {
  return (
    <EmptyState
      title="No database yet"
      actions={
        admin && (
          <>
            <LinkButton href="/databases/new" variant="primary">
              Add a database
            </LinkButton>
            <TrySandbox start={startSandbox} />
          </>
        )
      }
    >
      <p>
        Headroom looks at a Postgres database and says why Electric would or would not run on it, and how much
        of its connection budget is left.
      </p>
      <p className="mt-2">
        {admin
          ? "Add yours by its connection string, or try the sandbox: a Postgres of Headroom’s own on which Electric does not run yet."
          : "An admin of this Headroom can add the first database."}
      </p>
    </EmptyState>
  );
}
