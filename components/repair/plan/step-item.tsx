"use client";

import { ChevronRight } from "lucide-react";
import { useState, type ReactNode } from "react";
import { count } from "@/lib/text/words";
import type { StepBrief } from "@/lib/repair/plan/brief";
import { lockWords } from "@/lib/repair/plan/view";
import { Badge } from "@/components/ui/badge";
import { Facts, type Fact } from "@/components/ui/facts";
import { PartStatements, PartWords } from "./paged-lines";

type StepItemProps = {
  step: StepBrief;
  /** Its place among all steps, from 1. */
  number: number;
  /** Part of the run that it belongs to; null for a change in the transaction. */
  phase: string | null;
  /** How far it is, while a plan runs. */
  mark?: ReactNode;
};

/** One step of a plan: its sentence, its lock and its size; opens to its SQL, whom it touches, and its undo. */
export function StepItem({ step, number, phase, mark }: StepItemProps) {
  const [open, setOpen] = useState(false);
  const { says, lock, statements } = step;
  return (
    <li className="min-w-0 border-b border-line last:border-b-0">
      <details className="group min-w-0" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="flex cursor-pointer list-none flex-wrap items-baseline gap-x-3 gap-y-0.5 px-4 py-2.5 -outline-offset-2 hover:bg-canvas [&::-webkit-details-marker]:hidden">
          <span aria-hidden className="w-6 shrink-0 text-right text-sm text-faint">
            {number}
          </span>
          <h4 className="line-clamp-1 min-w-0 flex-1 basis-48 font-medium wrap-anywhere group-open:line-clamp-none">
            {says}
          </h4>
          {phase !== null && <Badge className="max-sm:ml-9">{phase}</Badge>}
          {mark ?? (
            <span className="text-sm whitespace-nowrap text-muted max-sm:hidden">
              {lock === null ? "no lock" : `locks ${count(lock.tables, "table")}`} ·{" "}
              {count(statements.count, "statement")}
            </span>
          )}
          <ChevronRight
            aria-hidden
            className="size-4 shrink-0 self-center text-faint group-open:rotate-90 max-sm:hidden"
          />
        </summary>
        <div className="grid min-w-0 gap-3 px-4 pb-4 sm:pl-13">
          <Body step={step} at={number - 1} open={open} />
        </div>
      </details>
    </li>
  );
}

function Body({ step, at, open }: { step: StepBrief; at: number; open: boolean }) {
  const { lock, statements, touches, opens } = step;
  const words = (list: "touches" | "opens", what: string) => (
    <PartWords lines={step[list]} part={{ list, step: at }} what={`${what} step ${at + 1}`} open={open} />
  );
  const facts: Fact[] = [
    ...(lock === null ? [] : [{ name: "Lock", value: lockWords(lock) }]),
    ...(touches.count === 0 ? [] : [{ name: "Touches", value: words("touches", "Touched by") }]),
    ...(opens.count === 0 ? [] : [{ name: "Opens", value: words("opens", "Opened by") }]),
  ];
  return (
    <>
      <PartStatements
        lines={statements}
        part={{ list: "statements", step: at }}
        what={`SQL of step ${at + 1}`}
        open={open}
      />
      {facts.length > 0 && <Facts facts={facts} />}
      <Undo step={step} at={at} />
    </>
  );
}

function Undo({ step: { undo, hopeless, whyNoUndo }, at }: { step: StepBrief; at: number }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      {undo.count > 0 && (
        <details className="min-w-0" onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary className="cursor-pointer text-sm text-muted">
            Undo: {count(undo.count, "statement")}
          </summary>
          <div className="mt-2">
            <PartStatements
              lines={undo}
              part={{ list: "undo", step: at }}
              what={`undo of step ${at + 1}`}
              open={open}
            />
          </div>
        </details>
      )}
      {hopeless > 0 && (
        <p className="text-sm text-warn">
          {count(hopeless, "statement")} of this step cannot be undone: {whyNoUndo}
        </p>
      )}
    </>
  );
}
