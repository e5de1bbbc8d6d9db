import "server-only";
import type { AcceptanceId } from "@/lib/repair/plan/acceptance";
import type { Plan } from "@/lib/repair/plan/schema";
import type { FinalState, RunEvent } from "@/lib/repair/run/machine";
import type { Compared, Progress } from "@/lib/repair/run/schema";
import type { Login } from "../../watched/login";
import type { Recipe } from "./recipe";

export type RunOptions = {
  login: Login;
  recipe: Recipe;
  /** Of the plan that was read. */
  fingerprint: string;
  /** Does all of it and rolls back. */
  dry: boolean;
  /** The warnings that were accepted; a plan with another one does not run, not even dry. None by default. */
  accepted?: readonly AcceptanceId[] | undefined;
  onProgress?: (progress: Progress) => void;
  /** Ends it with nothing changed, as long as the commit was not sent. */
  signal?: AbortSignal;
  /** Ends the asking for what became of a commit whose answer was lost; then the caller has to ask later. */
  giveUp?: AbortSignal;
  /** Keeps what has to be known should this process end; the commit is sent when it has resolved. */
  beforeCommit?: (xid: string, compared: Compared[]) => Promise<void>;
  pauses?: readonly number[];
};

/** How a run ended. */
export type Ended = {
  state: FinalState;
  says: string;
  sqlstate: string | null;
  /** The plan that ran, or the fresh one where the database had changed; null where none could be made. */
  plan: Plan | null;
  fingerprint: string | null;
  compared: Compared[];
  /** For how many ms table locks were held in the last try; null where none was taken. */
  lockMs: number | null;
  /** For how many ms of them what Electric will do was tried; null where that was not reached. */
  trialMs: number | null;
  xid: string | null;
};

/** Ends a run early, with the event that it is. */
export class RunAborted extends Error {
  constructor(
    readonly event: RunEvent,
    readonly says: string,
    readonly sqlstate: string | null = null,
  ) {
    super(says);
  }
}
