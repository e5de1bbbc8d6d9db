import { z } from "zod";
import { LISTED_STATES, RUN_KINDS, type RunFilter } from "@/lib/repair/run/line";
import { STATE_WORDS } from "./words";

/** State of the history page; kept in the address. Null: all of them, from the newest on, and no run opened. */
const historyViewSchema = z.object({
  state: z.enum(LISTED_STATES).nullable().catch(null),
  kind: z.enum(RUN_KINDS).nullable().catch(null),
  before: z.uuid().nullable().catch(null),
  run: z.uuid().nullable().catch(null),
});

export type HistoryView = z.infer<typeof historyViewSchema>;

/** Returns what an address asks for; what it says that cannot be is left out. */
export const readHistoryView = (params: Record<string, string | string[] | undefined>): HistoryView =>
  historyViewSchema.parse({
    state: params.state ?? null,
    kind: params.kind ?? null,
    before: params.before ?? null,
    run: params.run ?? null,
  });

/** Returns the address that shows it. */
export function historyPath(databaseId: string, view: Partial<HistoryView>): string {
  const params = new URLSearchParams();
  for (const name of ["state", "kind", "before", "run"] as const) {
    const value = view[name];
    if (value !== null && value !== undefined) params.set(name, value);
  }
  const text = params.toString();
  return `/databases/${databaseId}/history${text === "" ? "" : `?${text}`}`;
}

/** Name of each choice of the state filter: a word that several states share says which it is. */
export const LISTED_WORDS: Record<Exclude<RunFilter["state"], null>, string> = {
  "under way": "Under way",
  applied: STATE_WORDS.applied.word,
  rehearsed: `${STATE_WORDS.rehearsed.word}: a dry run that passed`,
  refused: `${STATE_WORDS.refused.word}: a check did not pass`,
  changed: `${STATE_WORDS.changed.word}: the database had changed`,
  blocked: `${STATE_WORDS.blocked.word}: a lock was not free`,
  busy: `${STATE_WORDS.busy.word}: another run held the database`,
  cancelled: STATE_WORDS.cancelled.word,
  failed: STATE_WORDS.failed.word,
  unfinished: STATE_WORDS.unfinished.word,
};

export const KIND_WORDS: Record<Exclude<RunFilter["kind"], null>, string> = {
  ready: "Make it ready",
  checks: "Fix some checks",
  undo: "Undo a run",
  "clean-up": "End Electric here",
};
