import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { Status } from "@/components/ui/status";
import { count } from "@/lib/text/words";
import type { PlanAnswer } from "@/lib/repair/plan/answer";
import type { Plan } from "@/lib/repair/plan/schema";
import { scriptOf } from "@/lib/repair/plan/script";
import { sizeOf } from "@/lib/repair/plan/text";
import { Missing } from "./missing";
import { Reach } from "./reach";
import { Steps } from "./steps";

/** A plan, read like a pull request: consequences first, then what is missing, then each step. */
export function PlanView({ answer }: { answer: PlanAnswer }) {
  const { plan, findings } = answer;
  const empty = plan.steps.length === 0;
  return (
    <section aria-label="Plan" className="grid min-w-0 grid-cols-1 gap-6">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h2 className="text-lg font-semibold">Plan</h2>
          {!empty && (
            <p className="text-muted wrap-anywhere">
              {sizeOf(plan)}, to be run as <span className="font-mono text-sm">{plan.admin}</span>
            </p>
          )}
        </div>
        {!empty && (
          <CopyButton
            text={() => Promise.resolve(scriptOf(plan))}
            what="plan as a script for psql"
            label="Copy as a script"
          />
        )}
      </div>
      {empty && <Nothing answer={answer} />}
      {plan.consequences.length > 0 && (
        <div className="grid gap-2">
          <h3 className="font-semibold">What it means</h3>
          <ul className="grid max-w-prose list-disc gap-1 pl-5">
            {plan.consequences.map((sentence) => (
              <li key={sentence} className="wrap-anywhere">
                {sentence}
              </li>
            ))}
          </ul>
        </div>
      )}
      <Missing missing={plan.missing} admin={plan.admin} />
      <Reach reach={plan.reach} />
      <Steps plan={plan} />
      <Promises plan={plan} findings={findings} />
      <Leaves plan={plan} findings={findings} />
    </section>
  );
}

/** A plan without a step: all is well, or what is left takes another choice, a right, or a person. */
function Nothing({ answer: { plan, findings } }: { answer: PlanAnswer }) {
  if (plan.for.kind === "undo")
    return (
      <EmptyState level={3} title="Nothing to undo">
        Nothing of what the run changed is still as the run left it.
      </EmptyState>
    );
  if (plan.for.kind === "clean-up")
    return (
      <EmptyState level={3} title="Nothing to clean up">
        Nothing of Electric is left in this database.
      </EmptyState>
    );
  const open = findings.filter(({ status }) => status === "fail" || status === "warn").length;
  if (open === 0 && plan.missing.length === 0)
    return (
      <EmptyState level={3} title="Nothing to fix">
        Every check that SQL could fix passes.
      </EmptyState>
    );
  return (
    <EmptyState level={3} title="Nothing that runs by itself">
      {open > 0 && `${count(open, "check does", "checks do")} not pass yet. `}What is in the way, another
      choice, or what a person has to do stands on this page.
    </EmptyState>
  );
}

type WithFindings = { plan: Plan; findings: PlanAnswer["findings"] };

function Promises({ plan: { promises }, findings }: WithFindings) {
  if (promises.length === 0) return null;
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  return (
    <div className="grid gap-2">
      <h3 className="font-semibold">Checks that pass then</h3>
      <p className="text-sm text-muted">
        They are looked at again before the commit. Unless all of them pass, everything is rolled back.
      </p>
      <ul className="rounded-md border border-line bg-surface">
        {promises.map(({ check, when }) => {
          const now = byId.get(check);
          return (
            <li
              key={check}
              className="flex flex-wrap items-baseline gap-x-4 gap-y-1 border-b border-line px-4 py-2 last:border-b-0"
            >
              {now && <Status of={now.status} className="w-32 text-sm" />}
              <span className="min-w-0 flex-1 basis-48 wrap-anywhere">{now?.title ?? check}</span>
              {when === "after" && (
                <span className="text-sm text-muted">seen after the last step, not before the commit</span>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Leaves({ plan: { leaves }, findings }: WithFindings) {
  if (leaves.length === 0) return null;
  const titles = new Map(findings.map(({ id, title }) => [id, title]));
  return (
    <div className="grid gap-2">
      <h3 className="font-semibold">What this plan leaves as it is, and why</h3>
      <dl className="grid gap-2">
        {leaves.map(({ check, why }) => (
          <div key={`${check} ${why}`} className="max-w-prose">
            <dt className="font-medium wrap-anywhere">{titles.get(check) ?? check}</dt>
            <dd className="text-muted wrap-anywhere">{why}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
