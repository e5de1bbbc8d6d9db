import { EmptyState } from "@/components/ui/empty-state";
import { HardWords } from "@/components/ui/hard-words";
import { Status } from "@/components/ui/status";
import { termsIn } from "@/lib/docs/terms";
import { count } from "@/lib/text/words";
import type { PlanPage } from "@/lib/repair/plan/answer";
import type { PlanBrief } from "@/lib/repair/plan/brief";
import { Folded } from "./folded";
import { Missing } from "./missing";
import { PartWords } from "./paged-lines";
import { Reach } from "./reach";
import { ScriptButtons } from "./script-buttons";
import { Steps } from "./steps";

/** Consequences that stand open. */
const OPEN = 6;

/** Changes of a plan, in words: the reasons against it, its consequences, and what each role can do afterwards. */
export function PlanMeaning({ answer }: { answer: PlanPage }) {
  const { plan } = answer;
  return (
    <div id="changes" className="grid min-w-0 scroll-mt-4 grid-cols-1 gap-4 px-4 py-4">
      {plan.stepCount === 0 && <Nothing answer={answer} />}
      <Missing {...plan} />
      {(plan.consequences.count > 0 || plan.reachCount > 0) && (
        <div className="grid min-w-0 grid-cols-1 gap-x-10 gap-y-4 lg:grid-cols-2">
          <Consequences of={plan.consequences} />
          <Reach {...plan} />
        </div>
      )}
    </div>
  );
}

function Consequences({ of }: { of: PlanBrief["consequences"] }) {
  if (of.count === 0) return null;
  const whole = of.count === of.first.length && !of.clipped;
  return (
    <section aria-labelledby="plan-changes" className="grid content-start gap-2">
      <h3 id="plan-changes" className="font-semibold">
        What changes
      </h3>
      <ul className="grid gap-1">
        {of.first.slice(0, OPEN).map((sentence) => (
          // A list's own bullet is not drawn where its line is clamped.
          <li
            key={sentence}
            className="relative line-clamp-3 pl-4 wrap-anywhere before:absolute before:top-2 before:left-0 before:size-1.5 before:rounded-full before:bg-faint"
          >
            {sentence}
          </li>
        ))}
      </ul>
      {whole && of.count > OPEN && (
        <Folded line="text-sm text-muted" summary={`and ${count(of.count - OPEN, "more consequence")}`}>
          <ul className="mt-1 grid list-disc gap-1 pl-5">
            {of.first.slice(OPEN).map((sentence) => (
              <li key={sentence} className="wrap-anywhere">
                {sentence}
              </li>
            ))}
          </ul>
        </Folded>
      )}
      <HardWords of={termsIn(of.first.join(" "))} />
      {!whole && (
        <Folded summary={`All ${count(of.count, "consequence")}, whole`}>
          {(open) => (
            <PartWords
              lines={{ ...of, first: [] }}
              part={{ list: "consequences" }}
              what="What changes"
              open={open}
            />
          )}
        </Folded>
      )}
    </section>
  );
}

/** The SQL of a plan: its steps, each closed, and all of it as one script. */
export function PlanSql({ answer: { plan } }: { answer: PlanPage }) {
  if (plan.stepCount === 0) return null;
  return (
    <section id="sql" aria-labelledby="plan-sql" className="grid min-w-0 scroll-mt-4 grid-cols-1 gap-2">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="flex min-w-0 flex-wrap items-baseline gap-x-3">
          <h3 id="plan-sql" className="font-semibold">
            SQL
          </h3>
          <span className="text-sm text-muted wrap-anywhere">
            {count(plan.stepCount, "step")}, {count(plan.statementCount, "statement")}, run as{" "}
            <span className="font-mono">{plan.admin}</span>
          </span>
        </div>
        <ScriptButtons />
      </div>
      <Steps plan={plan} />
    </section>
  );
}

/** Checks that pass after a plan, and what it leaves as it is: closed, with their numbers in sight. */
export function PlanChecks({ answer: { plan, findings } }: { answer: PlanPage }) {
  const { promises, leavesCount } = plan;
  if (promises.length === 0 && leavesCount === 0) return null;
  return (
    <div className="min-w-0 rounded-md border border-line bg-surface">
      {promises.length > 0 && (
        <Folded
          line="px-4 py-2.5"
          summary={
            <>
              <span className="font-medium">
                {count(promises.length, "check passes", "checks pass")} then
              </span>{" "}
              <span className="text-sm text-muted">
                looked at again before the commit; unless all pass, everything is rolled back
              </span>
            </>
          }
        >
          <Promises promises={promises} findings={findings} />
        </Folded>
      )}
      {leavesCount > 0 && (
        <Folded
          line="px-4 py-2.5"
          className={promises.length > 0 ? "border-t border-line" : undefined}
          summary={
            <span className="font-medium">
              {count(leavesCount, "thing stays as it is", "things stay as they are")}, and why
            </span>
          }
        >
          {(open) => <Leaves plan={plan} findings={findings} open={open} />}
        </Folded>
      )}
    </div>
  );
}

/** A plan without a step: all is well, or what is left takes another choice, a right, or a person. */
function Nothing({ answer: { plan, findings } }: { answer: PlanPage }) {
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
  if (open === 0 && plan.missingCount === 0)
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

type WithFindings = { findings: PlanPage["findings"] };

function Promises({ promises, findings }: WithFindings & { promises: PlanBrief["promises"] }) {
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  return (
    <ul className="border-t border-line">
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
  );
}

function Leaves({ plan, findings, open }: WithFindings & { plan: PlanBrief; open: boolean }) {
  const titles = new Map(findings.map(({ id, title }) => [id, title]));
  return (
    <div className="grid gap-2 border-t border-line px-4 py-3">
      <dl className="grid gap-2">
        {plan.leaves.map(({ check, why }) => (
          <div key={`${check} ${why}`} className="max-w-prose">
            <dt className="font-medium wrap-anywhere">{titles.get(check) ?? check}</dt>
            <dd className="text-muted wrap-anywhere">{why}</dd>
          </div>
        ))}
      </dl>
      {plan.leavesCount > plan.leaves.length && (
        <PartWords
          lines={{ first: [], count: plan.leavesCount, clipped: true }}
          part={{ list: "leaves" }}
          what="What stays as it is"
          open={open}
        />
      )}
    </div>
  );
}
