import { aPlan } from "@/lib/repair/plan/example";
import { planBrief } from "@/lib/repair/plan/brief";
import type { RunShown } from "@/lib/repair/run/schema";

/** The database of the runs below. */
export const DATABASE = "00000000-0000-4000-8000-000000000000";

/** A run that changes the example's database, for tests, unless `change` says otherwise. */
export const aRun = (change: Partial<RunShown>): RunShown => ({
  id: "3f6c1c6e-0c1d-4b7a-9d3f-2f6f2f6f2f6f",
  databaseId: DATABASE,
  profileName: "orders",
  plan: planBrief(aPlan),
  fingerprint: "f",
  dry: false,
  state: "changing",
  stepsDone: 1,
  attempt: 1,
  nextTryAt: null,
  blockers: [],
  startedAt: "2026-11-23T08:00:00.000Z",
  finishedAt: null,
  by: "Ada",
  from: null,
  lockMs: null,
  compared: [],
  says: null,
  sqlstate: null,
  undoes: null,
  undoneBy: null,
  undoable: false,
  ...change,
});
