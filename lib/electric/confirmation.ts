/** Answers to a second question, which a signal to a backend of Electric's asks. */
export const CONFIRMATION = { walsender: "electric's walsender", session: "electric's session" } as const;

/** A backend that is Electric's, in one way or the other. */
export type ElectricBackend = keyof typeof CONFIRMATION;

/** Returns the effect of a signal, for the second question. The answer to it is `SURE` of the same key. */
export const confirmationText = (of: ElectricBackend, role: string): string =>
  of === "walsender"
    ? // Observed with Electric 1.7.12: streaming again after 0.15 s, shapes kept.
      "This is Electric's own walsender: changes reach Electric through it. Electric reconnects by itself (it was seen to stream again after 0.15 s) and keeps its shapes; while it is away, changes wait in the WAL. Nothing was done yet. Confirm it once more if you mean it."
    : // Electric 1.7.12, connection/manager/pool.ex 92-140: a dead connection is opened again at once.
      `This is a session of ${role}, Electric's role. If it is of Electric's pool, the request that runs on it fails, and Electric opens another in its place at once; on a full server another client may take that connection first. Nothing was done yet. Confirm it once more if you mean it.`;
