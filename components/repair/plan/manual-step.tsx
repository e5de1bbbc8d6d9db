"use client";

import { ArrowRight, ChevronRight, CircleCheck, CircleDashed, EyeOff, RotateCw } from "lucide-react";
import { useEffect, useRef } from "react";
import { Code } from "@/components/ui/code";
import { cx } from "@/components/ui/cx";
import { Spinner } from "@/components/ui/spinner";
import type { ManualStep as Step } from "@/lib/repair/manual-steps/schema";
import { Folded } from "./folded";
import type { StepStatus } from "./manual-step-state";

type ManualStepItemProps = {
  step: Step;
  status: StepStatus;
  /** An earlier step of the list has the same restart, which is said there. */
  sameRestart?: boolean;
  /** The address leads to this step: it is open, and in sight. */
  linked?: boolean;
};

/** One thing that a person does at the provider, by its title and its status; opens to how it is done. */
export function ManualStepItem({ step, status, sameRestart = false, linked = false }: ManualStepItemProps) {
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!linked) return;
    place.current?.scrollIntoView({ block: "start" });
    place.current?.querySelector<HTMLElement>("summary")?.focus({ preventScroll: true });
  }, [linked]);
  return (
    <li ref={place} id={`manual-${step.check}`} className="scroll-mt-4 border-b border-line last:border-b-0">
      <Folded
        open={linked}
        line="px-4 py-2.5"
        summary={
          <span className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
            <span className="min-w-0 font-medium">{step.title}</span>
            <Mark status={status} step={step} />
          </span>
        }
      >
        <div className="grid gap-3 px-4 pb-4 sm:pl-10">
          <Body step={step} sameRestart={sameRestart} />
        </div>
      </Folded>
    </li>
  );
}

/** The value with its sum, the clicks, the commands, and what a restart costs. */
function Body({ step, sameRestart }: { step: Step; sameRestart: boolean }) {
  const { says, unseen, value, path, commands, restart, source } = step;
  return (
    <>
      <p className="max-w-prose wrap-anywhere">{says}</p>
      {unseen !== undefined && <p className="max-w-prose text-sm text-muted">{unseen}</p>}
      {value !== null && <Value value={value} />}
      {restart !== null && <Restart says={sameRestart ? "The same restart as above." : restart} />}
      {path.length > 0 && <Path path={path} />}
      {commands.map(({ label, text }) => (
        <div key={`${label} ${text}`} className="grid min-w-0 gap-1">
          <h4 className="text-sm font-medium text-muted">{label}</h4>
          <Code code={text} what="command" />
        </div>
      ))}
      <p className="text-sm text-faint wrap-anywhere">{source}</p>
    </>
  );
}

const marks = {
  open: { icon: CircleDashed, tone: "text-muted", word: "Open" },
  "true now": { icon: CircleCheck, tone: "text-pass", word: "True now" },
  /** One of two ways was gone; the checks do not tell which. */
  settled: { icon: CircleCheck, tone: "text-pass", word: "Settled" },
  unseen: { icon: EyeOff, tone: "text-muted", word: "Shows in no check" },
};

function markOf(status: "open" | "true now", { unseen, either }: Step): keyof typeof marks {
  if (unseen !== undefined) return "unseen";
  return status === "true now" && either === true ? "settled" : status;
}

/** The status of a step as an icon and a word; one that no check shows is never said to be open or true. */
function Mark({ status, step }: { status: StepStatus; step: Step }) {
  const look = "inline-flex items-center gap-1.5 text-sm font-medium whitespace-nowrap";
  if (status === "checking" && step.unseen === undefined)
    return (
      <span className={cx(look, "text-muted")}>
        <Spinner />
        Checking
      </span>
    );
  const { icon: Icon, tone, word } = marks[markOf(status === "checking" ? "open" : status, step)];
  return (
    <span className={cx(look, tone)}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {word}
    </span>
  );
}

function Value({ value: { name, now, to, sum } }: { value: NonNullable<Step["value"]> }) {
  return (
    <div className="min-w-0 border-l-2 border-line pl-3">
      <p className="flex flex-wrap items-center gap-x-2 wrap-anywhere tabular-nums">
        <span className="font-mono text-sm">{name}</span>
        <span className="text-muted">
          <span className="sr-only">is </span>
          {now}
        </span>
        <ArrowRight aria-hidden className="size-4 shrink-0 text-faint" />
        <span className="font-medium">
          <span className="sr-only">and should be </span>
          {to === "" ? "an empty list" : to}
        </span>
      </p>
      <p className="max-w-prose text-sm text-muted wrap-anywhere tabular-nums">{sum}</p>
    </div>
  );
}

function Restart({ says }: { says: string }) {
  return (
    <p className="flex max-w-prose gap-2">
      <RotateCw aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      <span className="min-w-0 wrap-anywhere">
        <span className="font-medium text-warn">Takes a restart.</span> {says}
      </span>
    </p>
  );
}

/** Clicks in a console, in their order. */
function Path({ path }: { path: readonly string[] }) {
  return (
    <ol aria-label="Where in the console" className="flex flex-wrap items-center gap-x-1 gap-y-1 text-sm">
      {path.map((click, at) => (
        <li key={`${at} ${click}`} className="flex min-w-0 items-center gap-1">
          {at > 0 && <ChevronRight aria-hidden className="size-4 shrink-0 text-faint" />}
          <span className="rounded-sm border border-line bg-sunken px-1.5 leading-6 wrap-anywhere">
            {click}
          </span>
        </li>
      ))}
    </ol>
  );
}
