"use client";

import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { FailedRead } from "@/components/ui/failed-read";
import { LinkButton } from "@/components/ui/link-button";
import { count } from "@/lib/text/words";
import { unaccepted, type AcceptanceId } from "@/lib/repair/plan/acceptance";
import type { PlanAnswer } from "@/lib/repair/plan/answer";
import type { Plan } from "@/lib/repair/plan/schema";
import type { RunAsked } from "@/lib/repair/run/input";
import { Acceptances } from "./acceptances";
import type { RepairActions, RepairedDatabase } from "./actions";
import { ApplyBar } from "./apply-bar";
import type { RepairRequest } from "../repair-url";
import { Choices } from "./choices";
import { Difference } from "./difference";
import { ManualStepsSection } from "./manual-steps-section";
import { PlanSkeleton } from "./plan-skeleton";
import { PlanView } from "./plan-view";
import { isGone, Refused, type Refusal } from "@/components/api/refused";
import { RunAs } from "./run-as";
import { Strategies } from "./strategies";
import { useAcceptances } from "./use-acceptances";
import { useNewPassword, type NewPassword } from "./use-new-password";
import { planAskedOf, usePlan } from "./use-plan";
import type { SecretsKept } from "./use-secrets";

type PlanPanelProps = {
  database: RepairedDatabase;
  asked: RepairRequest;
  change: (to: Partial<RepairRequest>) => void;
  secrets: SecretsKept;
  /** Plan from before the database changed; null where nothing is compared. */
  before: Plan | null;
  actions: RepairActions | null;
  onStart: (answer: PlanAnswer, input: RunAsked) => Promise<Refusal | void>;
};

/** Strategy, choices, plan, and the buttons that run it. */
export function PlanPanel({ database, asked, change, secrets, before, actions, onStart }: PlanPanelProps) {
  const query = usePlan(database.id, asked, secrets, true);
  /** Answer that was shown last: its choices stay in reach where the next plan could not be made. */
  const [last, setLast] = useState<PlanAnswer | null>(null);
  if (query.data !== undefined && query.data !== last) setLast(query.data);
  const answer = query.data ?? last;
  const fresh = query.isPlaceholderData || query.isError ? null : answer;
  const acceptances = useAcceptances(fresh?.fingerprint ?? "");
  const password = useNewPassword(fresh, secrets, actions?.newPassword ?? null, asked.password);
  const refused = query.error instanceof Refused ? query.error.refusal.fields : {};
  const runAs = actions !== null && (
    <RunAs
      stored={database.address.user}
      as={secrets.as}
      onChange={secrets.setAs}
      refused={refused}
      pending={query.isFetching}
    />
  );
  if (answer === null && !query.isError) return <PlanSkeleton />;
  return (
    <div className="grid grid-cols-1 gap-6">
      {answer !== null && answer.strategies.length > 0 && (
        <Strategies
          options={answer.strategies}
          value={asked.strategy ?? answer.plan.choices.strategy}
          onChange={(strategy) => change({ strategy })}
          partly={answer.plan.for.kind === "checks"}
        />
      )}
      {answer === null ? (
        runAs
      ) : (
        <Choices
          answer={answer}
          chosen={asked.chosen}
          onChange={(to) => change({ chosen: { ...asked.chosen, ...to } })}
        >
          {actions !== null && (
            <PasswordChoice
              of={password}
              answer={answer}
              asked={asked.password}
              onAsk={(password) => change({ password })}
            />
          )}
          {runAs}
        </Choices>
      )}
      {query.isError && (
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
      )}
      {answer !== null && !query.isError && (
        <>
          {/* It stays while the plan is made once more, for instance with a password: the focus would go with it. */}
          {before !== null && <Difference old={before} fresh={answer.plan} />}
          <div aria-busy={query.isFetching}>
            <PlanView answer={answer} />
          </div>
          <Acceptances
            acceptances={answer.plan.acceptances}
            accepted={acceptances.accepted}
            onAccept={actions === null ? null : acceptances.accept}
          />
          {answer.guided.length > 0 && (
            <ManualStepsSection
              databaseId={database.id}
              steps={answer.guided}
              onTrue={() => void query.refetch()}
            />
          )}
          {actions === null ? (
            <p className="border-t border-line pt-4 text-muted">Ask an admin of this Headroom to run it.</p>
          ) : (
            answer.plan.steps.length > 0 && (
              <ApplyBar
                confirm={database.confirm}
                blocked={blockedBy(answer, password, acceptances.accepted)}
                waiting={query.isFetching || (isWanted(password, asked.password) && secrets.made === null)}
                start={async (dry, confirm) => {
                  const { fingerprint } = answer;
                  const { accepted } = acceptances;
                  return onStart(answer, {
                    ...planAskedOf(asked, secrets),
                    fingerprint,
                    accepted,
                    dry,
                    confirm,
                  });
                }}
              />
            )
          )}
        </>
      )}
    </div>
  );
}

/** Returns why a plan cannot run, as a sentence; null where it can. */
function blockedBy(
  { plan }: PlanAnswer,
  { problem }: NewPassword,
  accepted: readonly AcceptanceId[],
): string | null {
  if (plan.missing.length > 0) return "It cannot run before what is missing above is given.";
  const open = unaccepted(plan, accepted).length;
  if (open > 0) return `Accept ${count(open, "warning")} first, under “Accept before it runs”.`;
  return problem;
}

type PasswordChoiceProps = {
  of: NewPassword;
  answer: PlanAnswer;
  asked: RepairRequest["password"];
  onAsk: (asked: RepairRequest["password"]) => void;
};

const isWanted = ({ needed }: NewPassword, asked: RepairRequest["password"]): boolean =>
  asked === null ? needed : asked === "new";

function PasswordChoice({ of, answer: { plan }, asked, onAsk }: PasswordChoiceProps) {
  if (plan.for.kind === "undo" || plan.for.kind === "clean-up") return null;
  return (
    <div className="grid gap-2">
      <Checkbox
        label={of.needed ? "Make a password for the new role" : "Set a new password for Electric's role"}
        hint={
          of.needed && asked === "none"
            ? "The role is made without a password. Set one by hand over TLS, where the server refuses a hashed one."
            : "32 letters and digits, shown once when the plan has been applied. Only its hash goes to the database."
        }
        checked={isWanted(of, asked)}
        onChange={({ target: { checked } }) => onAsk(checked === of.needed ? null : checked ? "new" : "none")}
      />
      {of.problem !== null && (
        <p role="alert" className="text-sm text-fail">
          {of.problem}{" "}
          <button type="button" className="underline" onClick={of.tryAgain}>
            Try again
          </button>
        </p>
      )}
    </div>
  );
}
