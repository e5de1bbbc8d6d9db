import type { ReactNode } from "react";
import { count } from "@/lib/text/words";
import { whyNoUndo } from "@/lib/repair/plan/no-undo";
import type { Step } from "@/lib/repair/plan/schema";
import { lockWords, undoOf } from "@/lib/repair/plan/view";
import { Facts, type Fact } from "@/components/ui/facts";
import { Opens } from "./reach";
import { Statements } from "./statements";

type StepItemProps = {
  step: Step;
  /** Its place among all steps, from 1. */
  number: number;
  /** How far it is, while a plan runs. */
  mark?: ReactNode;
  /** Its effect is folded away, because a run is watched and not read. */
  folded?: boolean;
};

/** One step of a plan: its sentence, its SQL, its lock in words, whom it touches, and its undo. */
export function StepItem({ step, number, mark, folded = false }: StepItemProps) {
  return (
    <li className="grid min-w-0 gap-3 border-b border-line px-4 py-4 last:border-b-0">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span aria-hidden className="w-6 shrink-0 text-right text-muted">
          {number}.
        </span>
        <h4 className="min-w-0 flex-1 basis-48 font-medium wrap-anywhere">{step.says}</h4>
        {mark && <span className="max-sm:basis-full">{mark}</span>}
      </div>
      {folded ? (
        <details className="min-w-0 sm:pl-9">
          <summary className="cursor-pointer text-sm text-muted">What it runs</summary>
          <div className="mt-3 grid min-w-0 gap-3">
            <Body step={step} number={number} />
          </div>
        </details>
      ) : (
        <div className="grid min-w-0 gap-3 sm:pl-9">
          <Body step={step} number={number} />
        </div>
      )}
    </li>
  );
}

function Body({ step, number }: { step: Step; number: number }) {
  const facts: Fact[] = [
    ...(step.lock === null ? [] : [{ name: "Lock", value: lockWords(step.lock) }]),
    ...(step.touches.length === 0 ? [] : [{ name: "Touches", value: <Touches of={step.touches} /> }]),
    ...(step.opens.length === 0 ? [] : [{ name: "Opens", value: <Opens opens={step.opens} /> }]),
  ];
  return (
    <>
      <Statements statements={step.statements} what={`SQL of step ${number}`} />
      {facts.length > 0 && <Facts facts={facts} />}
      <Undo step={step} number={number} />
    </>
  );
}

/** Objects that a step touches; the first ten are enough to know, the rest is one press away. */
function Touches({ of }: { of: readonly string[] }) {
  const first = of.slice(0, 10);
  const rest = of.slice(10);
  const list = (some: readonly string[]) => (
    <ul>
      {some.map((touched) => (
        <li key={touched}>{touched}</li>
      ))}
    </ul>
  );
  return (
    <>
      {list(first)}
      {rest.length > 0 && (
        <details>
          <summary className="cursor-pointer text-sm text-muted">
            and {rest.length.toLocaleString("en")} more
          </summary>
          <div
            tabIndex={0}
            role="group"
            aria-label="The rest of whom it touches"
            className="max-h-72 overflow-auto"
          >
            {list(rest)}
          </div>
        </details>
      )}
    </>
  );
}

function Undo({ step, number }: { step: Step; number: number }) {
  const { statements, hopeless } = undoOf(step);
  const cannot =
    hopeless === 0 ? null : (
      <p className="text-sm text-warn">
        {count(hopeless, "statement")} of this step cannot be undone: {whyNoUndo(step)}
      </p>
    );
  if (statements.length === 0) return cannot;
  return (
    <>
      <details className="min-w-0">
        <summary className="cursor-pointer text-sm text-muted">
          Undo: {count(statements.length, "statement")}
        </summary>
        <div className="mt-2">
          <Statements statements={statements} what={`undo of step ${number}`} />
        </div>
      </details>
      {cannot}
    </>
  );
}
