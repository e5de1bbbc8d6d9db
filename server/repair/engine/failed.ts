import "server-only";
import { DatabaseError } from "pg";
import { eventTriggersIn } from "@/lib/repair/plan/refused-in";
import { setsPassword } from "@/lib/repair/plan/view";
import type { RunEvent, RunState } from "@/lib/repair/run/machine";
import type { Planned } from "./recipe";
import { sentences } from "./sentences";

const HASH_REFUSED =
  "This plan sends a hashed password, which some servers refuse (Neon and Databricks at the commit, credcheck at the statement). Make the role with its password in the provider's console, then plan again: the plan leaves the password of a role that exists as it is. Or run it without one (“Make a password for the new role” off, or --no-electric-password) and set it by hand over TLS: ALTER ROLE … PASSWORD with the password as it is.";

/** Providers that keep passwords outside of Postgres refuse a hash, some of them only at the commit. */
function mayConcernPassword({ message }: DatabaseError, state: RunState): boolean {
  return state === "committing" || /password|credential|scram|md5/i.test(message);
}

/** Returns why a run ended where the server refused a statement or the commit, and the way on where the password may be the cause. */
function refusedSays(
  error: DatabaseError,
  statement: string | null,
  state: RunState,
  planned: Pick<Planned, "plan" | "rights"> | null,
): string {
  const triggers = eventTriggersIn(error.where, planned?.rights.eventTriggers ?? []);
  const says = sentences.refused(error, state === "committing" ? null : statement, triggers);
  const concerns = planned !== null && setsPassword(planned.plan) && mayConcernPassword(error, state);
  return concerns ? `${says} ${HASH_REFUSED}` : says;
}

/** How a run ends by an error of the database. */
export type Failed = { event: RunEvent; says: string; sqlstate: string | null };

/** Facts at the place of an error. */
type Where = {
  /** Whether the session is gone. */
  ended: boolean;
  /** The statement that the server refused; null where it is not known. */
  refused: string | null;
  state: RunState;
  planned: Pick<Planned, "plan" | "rights"> | null;
};

/** Returns how a run ends that met an error before its commit was sent; null where the connection is lost. */
export function failedBy(error: unknown, { ended, refused, state, planned }: Where): Failed | null {
  if (!(error instanceof DatabaseError) || ended || /^(08|57P)/.test(error.code ?? "")) return null;
  if (error.code === "53200") return { event: "error", says: sentences.locksFull, sqlstate: error.code };
  return {
    event: "error",
    says: refusedSays(error, refused, state, planned),
    sqlstate: error.code ?? null,
  };
}
