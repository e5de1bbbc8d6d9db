"use client";

import type { ReactNode } from "react";
import type { PlanPage } from "@/lib/repair/plan/answer";
import type { RepairRequest } from "../repair-url";
import { Choices } from "./choices";
import { Folded } from "./folded";

type ChoiceRowProps = {
  answer: PlanPage;
  chosen: RepairRequest["chosen"];
  /** Act of a run of the plan on the password of Electric's role; null where it does nothing. */
  password: string | null;
  /** Role that runs it. */
  as: string;
  onChange: (change: Partial<RepairRequest["chosen"]>) => void;
  /** A choice was refused, or one has to be made: it stands open. */
  open: boolean;
  children?: ReactNode;
};

/** Choices beside the strategy, closed with their present values in sight. */
export function ChoiceRow({ answer, chosen, password, as, onChange, open, children }: ChoiceRowProps) {
  return (
    <Folded
      key={String(open)}
      open={open}
      id="choices"
      line="px-4 py-3"
      summary={
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className="text-sm text-muted">Options</span>
          <span className="text-sm">{valuesOf(answer, chosen, password, as).join(" · ")}</span>
        </span>
      }
    >
      <div className="border-t border-line px-4 py-4">
        <Choices answer={answer} chosen={chosen} onChange={onChange}>
          {children}
        </Choices>
      </div>
    </Folded>
  );
}

/** Returns the present values of the choices, in words. */
function valuesOf(
  { plan }: PlanPage,
  chosen: RepairRequest["chosen"],
  password: string | null,
  as: string,
): string[] {
  const repairs = plan.for.kind === "ready" || plan.for.kind === "checks";
  return [
    ...(repairs ? [chosen.fullNow ? "REPLICA IDENTITY FULL now" : "REPLICA IDENTITY FULL by Electric"] : []),
    ...(plan.for.kind === "clean-up" ? [`tables go to ${chosen.handTo ?? "whose they were"}`] : []),
    ...(plan.for.kind === "undo" && chosen.keepElectrics ? ["leaves what Electric made"] : []),
    ...(chosen.openTo.length > 0 ? [`open to ${chosen.openTo.join(", ")}`] : []),
    ...(chosen.dropOrphans.length > 0 ? [`drops ${chosen.dropOrphans.join(", ")}`] : []),
    ...(password === null ? [] : [password]),
    `runs as ${as}`,
  ];
}
