"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FailedRead } from "@/components/ui/failed-read";
import { LinkButton } from "@/components/ui/link-button";
import type { Refusal } from "@/lib/api/refusal";
import { count } from "@/lib/text/words";
import type { PlanPage } from "@/lib/repair/plan/answer";
import type { RunAsked } from "@/lib/repair/run/input";
import { isGone, Refused } from "@/components/api/refused";
import type { RepairRequest } from "./repair-url";
import { Acceptances } from "./plan/acceptances";
import type { RepairActions, RepairedDatabase } from "./plan/actions";
import { ApplyBar } from "./apply-bar";
import { blockedBy } from "./plan/blocked-by";
import { ChoiceRow } from "./plan/choice-row";
import { Difference } from "./plan/difference";
import { ManualStepsSection } from "./plan/manual-steps-section";
import { PartSourceProvider } from "./plan/part-source";
import { isWanted, PasswordChoice, passwordWords } from "./plan/password-choice";
import { PlanSkeleton } from "./plan/plan-skeleton";
import { PlanChecks, PlanMeaning, PlanSql } from "./plan/plan-view";
import { RunAs } from "./plan/run-as";
import { StepNav } from "./plan/step-nav";
import { stepsOfPage } from "./steps-of-page";
import { StrategyRow } from "./plan/strategy-row";
import { useAcceptances } from "./plan/use-acceptances";
import { useDryRun } from "./use-dry-run";
import { useNewPassword } from "./plan/use-new-password";
import { planAskedOf, planParts, plansKey, usePlan, type Before } from "./plan/use-plan";
import type { SecretsKept } from "./plan/use-secrets";

type PlanPanelProps = {
  database: RepairedDatabase;
  asked: RepairRequest;
  change: (to: Partial<RepairRequest>) => void;
  secrets: SecretsKept;
  /** Run that found another database; null where nothing is compared. */
  before: Before | null;
  onBefore: (before: Before) => void;
  actions: RepairActions;
  onStart: (answer: PlanPage, input: RunAsked) => Promise<Refusal | void>;
  /** Opens a run with its steps. */
  onWatch: (run: string) => void;
};

/** Strategy, what changes, SQL, and the bar with the dry run and Apply. */
export function PlanPanel(props: PlanPanelProps) {
  const { database, asked, change, secrets, before, onBefore, actions, onStart, onWatch } = props;
  const client = useQueryClient();
  const query = usePlan(database.id, asked, secrets, before);
  /** Answer that was shown last: its choices stay in reach where the next plan could not be made. */
  const [last, setLast] = useState<PlanPage | null>(null);
  if (query.data !== undefined && query.data !== last) setLast(query.data);
  const answer = query.data ?? last;
  const fresh = query.isPlaceholderData || query.isError ? null : answer;
  const acceptances = useAcceptances(fresh?.fingerprint ?? "");
  const password = useNewPassword(fresh, secrets, actions.newPassword, asked.password);
  const dry = useDryRun(database.id, asked.dry, fresh?.fingerprint ?? null);
  const refused = query.error instanceof Refused ? query.error.refusal.fields : {};
  const runAs = actions.mayApply && (
    <RunAs
      stored={database.address.user}
      as={secrets.as}
      onChange={secrets.setAs}
      refused={refused}
      pending={query.isFetching}
    />
  );
  const failed = query.isError && (
    <FailedRead
      title="The plan could not be made"
      why={query.error.message}
      pending={query.isFetching}
      onAgain={isGone(query.error) ? null : () => void query.refetch()}
    >
      {isGone(query.error) && (
        <LinkButton href={`/databases/${database.id}/history`}>See the runs of this database</LinkButton>
      )}
    </FailedRead>
  );
  if (answer === null)
    return query.isError ? (
      <div className="grid grid-cols-1 gap-6">
        {runAs}
        {failed}
      </div>
    ) : (
      <PlanSkeleton />
    );

  const wantsPassword = isWanted(password, asked.password);
  const waiting = query.isFetching || (wantsPassword && secrets.made === null && password.problem === null);
  const readAgain = () => {
    if (asked.dry !== null) onBefore({ run: asked.dry, fingerprint: answer.fingerprint });
    client.removeQueries({ queryKey: plansKey(database.id) });
    change({ dry: null });
  };
  return (
    <PartSourceProvider source={planParts(database.id, answer, asked, secrets)}>
      <section aria-label="Plan" aria-busy={query.isFetching} className="grid min-w-0 grid-cols-1 gap-4">
        {!query.isError && <StepNav steps={stepsOfPage(answer, dry, actions.mayApply)} />}
        {/* It stays while the plan is made once more, for instance with a password: the focus would go with it. */}
        {before !== null && answer.difference !== null && (
          <Difference difference={answer.difference} run={before.run} />
        )}
        {answer.plan.forTables !== null && (
          <p>
            For {count(answer.plan.forTables, "selected table")} and their partitions: every other table stays
            as it is.
          </p>
        )}
        <div className="min-w-0 divide-y divide-line rounded-md border border-line bg-surface">
          <StrategyRow
            options={answer.strategies}
            value={asked.strategy ?? answer.plan.choices.strategy}
            chosen={asked.strategy !== null}
            onChange={(strategy) => change({ strategy })}
            partly={answer.plan.for.kind === "checks"}
          />
          {!query.isError && <PlanMeaning answer={answer} />}
          <ChoiceRow
            answer={answer}
            chosen={asked.chosen}
            password={passwordWords(answer.plan, wantsPassword, password)}
            as={answer.plan.admin}
            open={query.isError || password.problem !== null}
            onChange={(to) => change({ chosen: { ...asked.chosen, ...to } })}
          >
            <PasswordChoice
              of={password}
              plan={answer.plan}
              asked={asked.password}
              onAsk={(wish) => change({ password: wish })}
            />
            {runAs}
          </ChoiceRow>
        </div>
        {failed}
        {!query.isError && (
          <>
            {answer.guided.length > 0 && (
              <ManualStepsSection
                databaseId={database.id}
                steps={answer.guided}
                linked={asked.step}
                onTrue={() => void query.refetch()}
              />
            )}
            <Acceptances
              acceptances={answer.plan.acceptances}
              accepted={acceptances.accepted}
              onAccept={actions.mayApply ? acceptances.accept : null}
            />
            <PlanSql answer={answer} />
            <PlanChecks answer={answer} />
            {answer.plan.stepCount > 0 && (
              <ApplyBar
                database={database}
                plan={answer.plan}
                dry={dry}
                blocked={blockedBy(answer.plan, password, acceptances.accepted)}
                waiting={waiting}
                mayApply={actions.mayApply}
                propose={(note) => {
                  const { for: wanted, choices } = planAskedOf(asked, secrets, answer.plan.choices.strategy);
                  return actions.propose({ for: wanted, choices, fingerprint: answer.fingerprint, note });
                }}
                start={(isDry, confirm) =>
                  onStart(answer, {
                    ...planAskedOf(asked, secrets, answer.plan.choices.strategy),
                    fingerprint: answer.fingerprint,
                    accepted: acceptances.accepted,
                    dry: isDry,
                    confirm,
                  })
                }
                onCancel={() => {
                  if (asked.dry !== null) void actions.cancel(asked.dry);
                }}
                onDetails={() => {
                  if (asked.dry !== null) onWatch(asked.dry);
                }}
                onReadAgain={readAgain}
              />
            )}
          </>
        )}
      </section>
    </PartSourceProvider>
  );
}
