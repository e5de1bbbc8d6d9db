import { repairPath } from "@/components/repair/repair-url";
import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";
import { count } from "@/lib/text/words";
import { takesAway } from "@/lib/repair/request";
import type { RunShown } from "@/lib/repair/run/schema";

/** Failing checks that remain after a plan that was to make Electric run was applied; nothing where none does. */
export function StillOpen({ databaseId, run }: { databaseId: string; run: RunShown }) {
  const { state, plan, compared } = run;
  const fails = compared.filter(({ after }) => after === "fail");
  if (state !== "applied" || takesAway(plan.for) || fails.length === 0) return null;
  return (
    <Callout
      tone="warn"
      title={`${count(fails.length, "check still fails", "checks still fail")}: Electric would not run yet`}
      action={
        <LinkButton variant="primary" href={repairPath(databaseId, { kind: "ready" })}>
          See what is left to do
        </LinkButton>
      }
    >
      <ul className="grid gap-1">
        {fails.map(({ check, title, found }) => (
          <li key={check}>
            <span className="font-medium text-ink">{title}</span>: {found}
          </li>
        ))}
      </ul>
    </Callout>
  );
}
