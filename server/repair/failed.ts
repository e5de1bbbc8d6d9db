import "server-only";
import { DatabaseError } from "pg";
import type { RunEvent, RunState } from "@/lib/run/machine";
import type { Planned } from "./recipe";
import { refusalOf } from "./refusal";
import { sentences } from "./sentences";

/** How a run ends by an error of the database. */
export type Failed = { event: RunEvent; says: string; sqlstate: string | null };

/** What is known where an error came. */
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
    says: refusalOf(error, refused, state, planned),
    sqlstate: error.code ?? null,
  };
}
