"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { RunView } from "@/components/repair/run/run-view";
import type { RepairActions, RepairedDatabase } from "./plan/actions";
import { MemberNotice } from "./plan/member-notice";
import { PlanPanel } from "./plan-panel";
import { isRefusal } from "@/components/api/refused";
import { useFocusOnChange } from "./plan/use-focus-on-change";
import { useAsked } from "./plan/use-asked";
import { plansKey, type Before } from "./plan/use-plan";
import { PlanSkeleton } from "./plan/plan-skeleton";
import type { RepairRequest } from "./repair-url";
import { useSelectedTables } from "./selected-tables";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import type { TableName } from "@/lib/target/schema";
import { useSecrets } from "./plan/use-secrets";

type RepairProps = {
  database: RepairedDatabase;
  actions: RepairActions;
  /** Names of the admins, for a member. */
  admins: readonly string[];
};

/** The guided repair of one database: the plan, and where the address names a run, how that goes. */
export function Repair({ database, actions, admins }: RepairProps) {
  const client = useQueryClient();
  const { asked: named, change, watch } = useAsked();
  const tables = useSelectedTables(named.selection);
  const asked = withTables(named, tables ?? null);
  const secrets = useSecrets();
  /** The password that a run of this page gives Electric's role, and which run that is. */
  const [given, setGiven] = useState<{ run: string; password: string } | null>(null);
  /** Fingerprint of the plan that was read when a run of this page was started: the run itself keeps what it met. */
  const [read, setRead] = useState<{ run: string; fingerprint: string } | null>(null);
  /** A run that found another database than it was made for: the fresh plan is compared with its plan. */
  const [before, setBefore] = useState<Before | null>(null);

  /** Drops the plan from before a run that changed something, or found a change: it holds no longer. */
  const forget = () => {
    client.removeQueries({ queryKey: plansKey(database.id) });
    secrets.setMade(null);
  };
  const place = useFocusOnChange(asked.run);
  return (
    <div ref={place} tabIndex={-1} className="grid min-w-0 grid-cols-1 gap-4 outline-none">
      {!actions.mayApply && <MemberNotice admins={admins} />}
      {asked.run !== null ? (
        <RunView
          key={asked.run}
          databaseId={database.id}
          address={database.address}
          role={database.role}
          poolSize={database.poolSize}
          runId={asked.run}
          actions={actions.mayApply ? actions : null}
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
            setBefore({ run: id, fingerprint: read?.run === id ? read.fingerprint : null });
            forget();
            change({ wanted: plan.for, strategy, chosen, run: null, dry: null });
          }}
        />
      ) : named.selection !== null && tables === undefined ? (
        <PlanSkeleton />
      ) : named.selection !== null && tables === null ? (
        <EmptyState
          title="This selection is not in this tab"
          actions={<LinkButton href={`/databases/${database.id}/tables`}>Select tables</LinkButton>}
        >
          A plan for some tables is kept in the tab that selected them. Select them again.
        </EmptyState>
      ) : (
        <PlanPanel
          database={database}
          asked={asked}
          change={change}
          secrets={secrets}
          before={before}
          onBefore={setBefore}
          actions={actions}
          onWatch={watch}
          onStart={async (answer, input) => {
            const started = await actions.start(input);
            if (isRefusal(started)) return started;
            // A dry run leaves the reader at the plan: its result stands beside the buttons.
            if (input.dry) return change({ dry: started.runId });
            if (secrets.made !== null && answer.plan.setsPassword)
              setGiven({ run: started.runId, password: secrets.made.password });
            setBefore(null);
            setRead({ run: started.runId, fingerprint: answer.fingerprint });
            watch(started.runId);
          }}
        />
      )}
    </div>
  );
}

/** Returns what an address asks for, with the tables that it names by their selection. */
const withTables = (asked: RepairRequest, tables: TableName[] | null): RepairRequest =>
  tables === null || asked.wanted.kind !== "checks"
    ? asked
    : { ...asked, wanted: { ...asked.wanted, tables } };
