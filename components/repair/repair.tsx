"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { RunView } from "@/components/repair/run/run-view";
import { setsPassword } from "@/lib/repair/plan/view";
import type { Run } from "@/lib/repair/run/schema";
import type { RepairActions, RepairedDatabase } from "./plan/actions";
import { PlanPanel } from "./plan/plan-panel";
import { isRefusal } from "@/components/api/refused";
import { useFocusOnChange } from "./plan/use-focus-on-change";
import { useAsked } from "./plan/use-asked";
import { plansKey } from "./plan/use-plan";
import { useSecrets } from "./plan/use-secrets";

type RepairProps = {
  database: RepairedDatabase;
  /** Null for a member. */
  actions: RepairActions | null;
};

/** The guided repair of one database: the plan, and where the address names a run, how that goes. */
export function Repair({ database, actions }: RepairProps) {
  const client = useQueryClient();
  const { asked, change, watch } = useAsked();
  const secrets = useSecrets();
  /** The password that a run of this page gives Electric's role, and which run that is. */
  const [given, setGiven] = useState<{ run: string; password: string } | null>(null);
  /** The plan that was read when a run of this page was started: the run itself keeps what it met. */
  const [read, setRead] = useState<{ run: string; plan: Run["plan"] } | null>(null);
  /** A run that found another database than it was made for: the fresh plan is compared with its plan. */
  const [before, setBefore] = useState<Run["plan"] | null>(null);

  /** Drops the plan from before a run that changed something, or found a change: it holds no longer. */
  const forget = () => {
    client.removeQueries({ queryKey: plansKey(database.id) });
    secrets.setMade(null);
  };
  const place = useFocusOnChange(asked.run);
  return (
    <div ref={place} tabIndex={-1} className="min-w-0 outline-none">
      {asked.run !== null ? (
        <RunView
          key={asked.run}
          databaseId={database.id}
          address={database.address}
          role={database.role}
          poolSize={database.poolSize}
          runId={asked.run}
          actions={actions}
          as={secrets.as}
          onAs={secrets.setAs}
          password={given?.run === asked.run ? given.password : null}
          onKept={() => setGiven(null)}
          onOver={({ dry }) => {
            if (!dry) forget();
          }}
          onPlan={() => change({ run: null })}
          onLookAgain={({ id, plan }) => {
            const { strategy, verifier: _, ...chosen } = plan.choices;
            setBefore(read?.run === id ? read.plan : plan);
            forget();
            change({ wanted: plan.for, strategy, chosen, run: null });
          }}
        />
      ) : (
        <PlanPanel
          database={database}
          asked={asked}
          change={change}
          secrets={secrets}
          before={before}
          actions={actions}
          onStart={async (answer, input) => {
            if (actions === null) return;
            const started = await actions.start(input);
            if (isRefusal(started)) return started;
            if (!input.dry && secrets.made !== null && setsPassword(answer.plan))
              setGiven({ run: started.runId, password: secrets.made.password });
            setBefore(null);
            setRead({ run: started.runId, plan: answer.plan });
            watch(started.runId);
          }}
        />
      )}
    </div>
  );
}
