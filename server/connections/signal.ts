import "server-only";
import { z } from "zod";
import { confirmationText, CONFIRMATION } from "@/lib/electric/confirmation";
import type { Database } from "@/lib/databases/database";
import { slotName } from "@/lib/electric/names";
import { displayName } from "@/lib/postgres/identifier";
import { ACTIONS, seenSchema, type Action, type Signalled } from "@/lib/sample/backend";
import { recordAudit } from "../audit/record";
import { parse, type Context } from "../context";
import { Conflict } from "../errors";
import { addMark } from "../history/mark";
import { readDatabase } from "../databases/read";
import { db } from "../store/db";
import { signalBackend as send } from "../watched/backends";
import { whoseBackend, type Whose } from "../watched/electrics";
import { onTheWatch, type Ask } from "./ask";
import type { Audited } from "../audit/audited";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";

const inputSchema = z.object({
  action: z.enum(ACTIONS),
  /** The backend as it was shown: where it is another by now, nothing is done. */
  seen: seenSchema,
  /** The answer to the second question, where the backend is Electric's. */
  sure: z.enum([CONFIRMATION.walsender, CONFIRMATION.session]).optional(),
});
type Asked = z.infer<typeof inputSchema>;

/** Outcome of a signal: `failed` where the session broke, so that it is not known. */
type Came = Signalled["outcome"] | "asked once more" | "failed";

const DONE: Record<Action, string> = {
  cancel: "A query was cancelled",
  "end transaction": "A transaction was ended",
  terminate: "A session was ended",
};

/** Writes down what came of it, by the server's word for whose it was, and marks it on the charts where it was done. */
async function writeSignal(ctx: Context, database: Database, asked: Asked, whose: Whose | null, came: Came) {
  const { pid, backendStart, transactionStart, queryId } = asked.seen;
  const detail = { outcome: came, pid, backendStart, transactionStart, queryId, ...whose };
  await db().transaction(async (tx) => {
    const by = await recordAudit(tx, ctx, { action: asked.action, database, detail });
    if (whose === null || (came !== "done" && came !== "sent")) return;
    const what = whose.electric === "walsender" ? "Electric's walsender" : displayName(whose.role);
    const app = whose.applicationName === "" ? "" : ` (${whose.applicationName})`;
    await addMark(database.id, "action", `${DONE[asked.action]}: ${what}${app}, by ${by}`, new Date(), tx);
  });
}

async function signal(
  ctx: Context,
  audit: AuditLine,
  id: unknown,
  input: unknown,
  ask: Ask = onTheWatch,
): Promise<Audited<Signalled>> {
  const asked = parse(inputSchema, input);
  const database = await readDatabase(ctx, id);
  const { role, streamId } = database.target;
  let whose: Whose | null = null;
  let came: Came = "failed";
  try {
    const signalled = await ask(
      database.id,
      async (client) => {
        whose = await whoseBackend(client, asked.seen.pid, { role, slot: slotName(streamId) });
        const electric = whose?.electric ?? null;
        const unsure = electric !== null && asked.sure !== CONFIRMATION[electric];
        return unsure ? { electric } : send(client, asked.action, asked.seen);
      },
      // Another database's login has refused it: this one's own may.
      (result) => !("outcome" in result && result.outcome === "not allowed"),
    );
    if ("electric" in signalled) {
      came = "asked once more";
      const { electric } = signalled;
      throw new Conflict(confirmationText(electric, displayName(role)), { sure: CONFIRMATION[electric] });
    }
    came = signalled.outcome;
    return audit.writtenBy("writeSignal", signalled);
  } finally {
    await writeSignal(ctx, database, asked, whose, came);
  }
}

/**
 * Cancels a query, or ends a transaction or a session, if the backend is still what was seen; whatever comes of it is
 * written down, refusals too. Electric's own walsender and sessions of its role want `sure` (lib/electric/confirmation.ts).
 * @throws NotAllowed for a member, NotFound, BadInput, Conflict where there is no session with the database, and where the
 * second question was not answered: its text says what will happen, its field `sure` what answers it
 */
export const signalBackend = auditedVerb("admin", signal);
