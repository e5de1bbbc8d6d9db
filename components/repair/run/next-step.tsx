"use client";

import { ArrowRight } from "lucide-react";
import { handPassword } from "@/components/connect/handed-password";
import { LinkButton } from "@/components/ui/link-button";
import { takesAway } from "@/lib/repair/request";
import type { RunShown } from "@/lib/repair/run/schema";

/** Whether the step after a run is to start Electric: it changed something towards that, and nothing took it back. */
const leadsToElectric = ({ state, dry, undoneBy, plan }: RunShown): boolean =>
  state === "applied" && !dry && undoneBy === null && !takesAway(plan.for);

/** Whether Electric would not run yet after a run: then what is left to do comes first. */
export const stillFails = ({ compared }: Pick<RunShown, "compared">): boolean =>
  compared.some(({ after }) => after === "fail");

type NextStepProps = {
  databaseId: string;
  run: RunShown;
  /** Password that the run gave Electric's role, where this page still has it. */
  password: string | null;
};

/** The step after a run that made the database ready: the only primary button of its page. */
export function NextStep({ databaseId, run, password }: NextStepProps) {
  if (!leadsToElectric(run)) return null;
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h3 className="font-semibold">Next: connect Electric</h3>
        <p className="text-sm text-muted">
          The environment for Docker, Compose or Kubernetes
          {password !== null && ", with this password filled in"}.
        </p>
      </div>
      <LinkButton
        variant={stillFails(run) ? "secondary" : "primary"}
        href={`/databases/${databaseId}/connect`}
        className="max-sm:w-full"
        // Of a link that opens in another tab nothing is handed over: that tab has a memory of its own.
        onNavigate={() => {
          if (password !== null) handPassword(databaseId, password);
        }}
      >
        Connect Electric
        <ArrowRight aria-hidden className="size-4" />
      </LinkButton>
    </div>
  );
}
