import "server-only";
import type { DatabaseError } from "pg";
import { eventTriggersIn } from "@/lib/repair/plan/refused-in";
import type { EventTrigger } from "@/lib/snapshot/event-trigger";
import { TRIAL_STEPS, type TrialStep } from "@/lib/trial/steps";
import type { TrialOutcome } from "@/lib/trial/schema";
import { plain } from "../failure";

export type OnOutcome = (outcome: TrialOutcome) => void;

type Told = Partial<Omit<TrialOutcome, "step" | "result" | "ms">>;

/** Gathers the outcomes of a trial, with the time that each step took, and tells each as it comes. */
export class Outcomes {
  readonly all: TrialOutcome[] = [];
  #began = performance.now();

  constructor(
    /** Event triggers of the database, by which a CONTEXT is read. */
    readonly triggers: readonly EventTrigger[],
    readonly onOutcome: OnOutcome = () => {},
  ) {}

  /** Begins the time of the next step. */
  begin(): void {
    this.#began = performance.now();
  }

  /** Adds an outcome; its time is that since `begin`, ms. */
  add(step: TrialStep, result: TrialOutcome["result"], told: Told = {}): void {
    const outcome: TrialOutcome = {
      step,
      result,
      objects: told.objects ?? [],
      ms: Math.round((performance.now() - this.#began) * 10) / 10,
      says: told.says ?? TRIAL_STEPS[step].title,
      statement: told.statement ?? null,
      sqlstate: told.sqlstate ?? null,
      message: told.message ?? null,
      context: told.context ?? null,
      triggers: told.triggers ?? [],
      sql: told.sql ?? null,
    };
    this.all.push(outcome);
    this.onOutcome(outcome);
  }

  /** Adds that the server refused a statement. */
  refuse(step: TrialStep, error: DatabaseError, told: Told, result: "failed" | "warned" = "failed"): void {
    const triggers = eventTriggersIn(error.where, this.triggers);
    this.add(step, result, {
      ...told,
      sqlstate: error.code ?? null,
      message: plain(error.message),
      // The CONTEXT of other places may hold data, and is left out.
      context: triggers.length === 0 || error.where === undefined ? null : plain(error.where),
      triggers: triggers.map(({ name }) => name),
    });
  }
}
