import { z } from "zod";
import type { Choices, Wanted } from "@/lib/repair/request";
import { STRATEGIES } from "@/lib/target/schema";

/**
 * Request in the repair page's address: what for, what was chosen, and the run that is looked at. Nothing secret is in it.
 */
export type RepairRequest = {
  wanted: Wanted;
  /** Null leaves it to the database's own target. */
  strategy: Choices["strategy"] | null;
  chosen: Omit<Choices, "strategy" | "verifier">;
  /** Electric's role gets a new password, also where it has one, or none, also where it is made; null: one where it is made. */
  password: "new" | "none" | null;
  run: string | null;
  /** The dry run whose result stands beside the plan. */
  dry: string | null;
  /** Tables that were selected for the plan, by the id under which the tab keeps them; null for all of the target's. */
  selection: string | null;
  /** The check whose manual step is open and in sight. */
  step: string | null;
};

const uuid = z.uuid().nullable().catch(null);
const strategy = z.enum(STRATEGIES).nullable().catch(null);
const former = z.enum(["grants", "membership"]).nullable().catch(null);

const password = z.enum(["new", "none"]).nullable().catch(null);

/** Ids of checks, and names of slots, are short: what is longer was made up. */
const MOST = 200;

function wantedIn(params: URLSearchParams): Wanted {
  const undo = uuid.parse(params.get("undo"));
  if (undo !== null) return { kind: "undo", run: undo };
  const asked = params.get("for") ?? "";
  if (asked === "clean-up") return { kind: "clean-up" };
  const checks = [...new Set(asked.split(",").map((check) => check.trim()))].filter(
    (check) => check !== "" && check.length <= MOST,
  );
  return checks.length === 0 ? { kind: "ready" } : { kind: "checks", checks };
}

/** Returns what an address asks for; what it says that cannot be is left to the default. */
export function readRepairUrl(params: URLSearchParams): RepairRequest {
  return {
    wanted: wantedIn(params),
    strategy: strategy.parse(params.get("strategy")),
    chosen: {
      formerOwner: former.parse(params.get("former")),
      fullNow: params.get("full") !== "no",
      failoverSlot: params.get("failover") !== "no",
      endReader: params.get("reader") === "end",
      dropOrphans: [...new Set(params.getAll("drop"))].filter((slot) => slot.length <= MOST).sort(),
      handTo: params.get("hand") || null,
      keepElectrics: params.get("electrics") === "keep",
      openTo: [...new Set(params.getAll("open"))].filter((role) => role.length <= MOST).sort(),
    },
    password: password.parse(params.get("password")),
    run: uuid.parse(params.get("run")),
    dry: uuid.parse(params.get("dry")),
    selection: uuid.parse(params.get("tables")),
    step: params.get("step")?.slice(0, MOST) || null,
  };
}

function writeWanted(params: URLSearchParams, wanted: Wanted): void {
  if (wanted.kind === "undo") params.set("undo", wanted.run);
  if (wanted.kind === "checks") params.set("for", wanted.checks.join(","));
  if (wanted.kind === "clean-up") params.set("for", "clean-up");
}

/** Returns the query string that says it, without what is the default; empty for "make it ready" with nothing chosen. */
export function repairQuery({
  wanted,
  strategy: chosenStrategy,
  chosen,
  password: wish,
  run,
  dry,
  selection,
  step,
}: RepairRequest): string {
  const params = new URLSearchParams();
  writeWanted(params, wanted);
  if (chosenStrategy !== null) params.set("strategy", chosenStrategy);
  if (chosen.formerOwner !== null) params.set("former", chosen.formerOwner);
  if (!chosen.fullNow) params.set("full", "no");
  if (!chosen.failoverSlot) params.set("failover", "no");
  if (chosen.endReader) params.set("reader", "end");
  for (const slot of chosen.dropOrphans) params.append("drop", slot);
  if (chosen.handTo !== null) params.set("hand", chosen.handTo);
  for (const role of chosen.openTo) params.append("open", role);
  if (chosen.keepElectrics) params.set("electrics", "keep");
  if (wish !== null) params.set("password", wish);
  if (run !== null) params.set("run", run);
  if (dry !== null) params.set("dry", dry);
  if (selection !== null) params.set("tables", selection);
  if (step !== null) params.set("step", step);
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** An address that asks for everything, with nothing chosen. */
export const EMPTY_REQUEST: RepairRequest = readRepairUrl(new URLSearchParams());

/** Returns the address that makes some checks pass, or undoes a run. */
export const repairPath = (databaseId: string, wanted: Wanted): string =>
  `/databases/${databaseId}/repair${repairQuery({ ...EMPTY_REQUEST, wanted })}`;

/** Returns the address of the plan with the manual step of a check open and in sight. */
export const manualStepPath = (databaseId: string, check: string): string =>
  `/databases/${databaseId}/repair${repairQuery({ ...EMPTY_REQUEST, step: check })}`;

/** Returns the address of one plan for some tables: `selection` is the id under which the tab keeps them. */
export const selectionPath = (
  databaseId: string,
  checks: string[],
  selection: string,
  strategy: RepairRequest["strategy"] = null,
): string =>
  `/databases/${databaseId}/repair${repairQuery({ ...EMPTY_REQUEST, wanted: { kind: "checks", checks }, selection, strategy })}`;

/** Returns what a page is for, as its title says it. */
export function titleOfWanted(wanted: Wanted, titles: ReadonlyMap<string, string>): string {
  switch (wanted.kind) {
    case "ready":
      return "Make it ready";
    case "checks": {
      const [first = "", ...rest] = wanted.checks.map((check) => titles.get(check) ?? check);
      return rest.length === 0 ? `Fix: ${first}` : `Fix ${wanted.checks.length} checks`;
    }
    case "undo":
      return "Undo a run";
    case "clean-up":
      return "End Electric here";
  }
}
