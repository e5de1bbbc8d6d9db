import { Code } from "@/components/ui/code";
import { LinkButton } from "@/components/ui/link-button";
import { Section } from "@/components/ui/section";
import type { MovePage, MoveStep } from "@/lib/move/from-cloud";

const STATE: Record<MoveStep["state"], string> = { done: "Done", next: "Next", later: "Later" };

const ACTS: Record<MovePage, string> = {
  connections: "Show connections",
  repair: "Make it ready",
  connect: "Connect Electric",
  settings: "Change the role",
};

/** The way from Electric Cloud to an Electric of one's own, step by step; SQL of the last step is folded until it is next. */
export function MoveFromCloud({ databaseId, steps }: { databaseId: string; steps: readonly MoveStep[] }) {
  return (
    <Section title="Move from Electric Cloud">
      <p className="text-sm text-muted">
        Electric Cloud is being wound down, and it still has objects here. These steps lead to an Electric of
        your own without a gap; each state is that of the last check run.
      </p>
      <ol className="grid gap-4">
        {steps.map((step, at) => (
          <Step key={step.title} databaseId={databaseId} step={step} number={at + 1} />
        ))}
      </ol>
    </Section>
  );
}

function Step({ databaseId, step, number }: { databaseId: string; step: MoveStep; number: number }) {
  const { title, state, says, page, ways } = step;
  return (
    <li aria-current={state === "next" ? "step" : undefined} className="grid min-w-0 grid-cols-1 gap-1">
      <h3 className={state === "later" ? "text-muted" : "font-medium"}>
        {number}. {title} <span className="ml-2 text-sm font-normal text-muted">{STATE[state]}</span>
      </h3>
      <p className="text-sm text-muted wrap-anywhere">{says}</p>
      {state === "next" && page !== null && (
        <p>
          <LinkButton href={`/databases/${databaseId}/${page}`} size="sm">
            {ACTS[page]}
          </LinkButton>
        </p>
      )}
      {ways.length > 0 && (
        <details open={state === "next"}>
          <summary className="cursor-pointer text-sm text-accent">SQL of this step</summary>
          <ol className="mt-2 grid gap-3">
            {ways.map((way) => (
              <li key={way.says} className="grid min-w-0 grid-cols-1 gap-2">
                <p className="text-sm">{way.says}</p>
                {way.sql !== undefined && <Code code={way.sql} />}
              </li>
            ))}
          </ol>
        </details>
      )}
    </li>
  );
}
