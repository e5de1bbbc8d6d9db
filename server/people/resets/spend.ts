import "server-only";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { firstPasswordSchema } from "@/lib/accounts/account";
import { RESET_CLOSED, type LinkText } from "@/lib/accounts/link-state";
import { recordAudit } from "../../audit/record";
import { replacePassword } from "../../auth/credential";
import { hashPassword } from "../../auth/hashing";
import { hasSecondFactor, requireSecondFactor } from "../../auth/second-factor/judge";
import { requireStrongPassword } from "../../auth/strong-password";
import { parse } from "../../context";
import { BadInput, Conflict } from "../../errors";
import { db, type Tx } from "../../store/db";
import { passwordResets } from "../../store/schema";
import { resetStateOf, selectResets, type ResetRow } from "./open";

const inputSchema = firstPasswordSchema.extend({ code: z.string().max(100).default("") });
const NO_DATABASE = { id: null, name: "" };

const closed = ({ title, says }: LinkText) => new Conflict(`${title}. ${says}`);

/** Returns the link while it is open, locked until the commit where `lock` says so. @throws Conflict */
async function requireOpen(tx: Tx, id: string | null, lock = false): Promise<ResetRow> {
  if (id === null) throw closed(RESET_CLOSED.unknown);
  const query = selectResets(tx).where(eq(passwordResets.id, id));
  const [row] = lock ? await query.for("update", { of: passwordResets }) : await query;
  if (row === undefined) throw closed(RESET_CLOSED.unknown);
  const state = resetStateOf(row, new Date());
  if (state !== "open") throw closed(RESET_CLOSED[state]);
  return row;
}

const contextOf = ({ userId, role }: ResetRow, address: string) =>
  ({ actor: { kind: "user", id: userId, role }, address }) as const;

/** Asks for the second factor of a person who has one; a refused code is an entry of the audit log. @throws BadInput, TooMany */
async function judgeCode(row: ResetRow, code: string, address: string): Promise<void> {
  if (!(await hasSecondFactor(row.userId))) return;
  try {
    await requireSecondFactor(row.userId, code, address);
  } catch (error) {
    if (error instanceof BadInput)
      await db().transaction((tx) =>
        recordAudit(tx, contextOf(row, address), {
          action: "fail to reset a password",
          database: NO_DATABASE,
          detail: {},
        }),
      );
    throw error;
  }
}

/**
 * Sets the new password of the person that a link belongs to, ends all of their sessions and returns their id. Asks for the second factor
 * where there is one: a mailbox alone does not suffice then. The password is judged before the code, which works once.
 * @throws Conflict with the link's text where it is not open, BadInput, TooMany
 */
export async function spendReset(id: string | null, input: unknown, address: string): Promise<string> {
  const row = await requireOpen(db(), id);
  const { next, code } = parse(inputSchema, input);
  await requireStrongPassword(next, row, "next");
  await judgeCode(row, code, address);
  const hash = await hashPassword(address, next);
  return db().transaction(async (tx) => {
    const { userId } = await requireOpen(tx, id, true);
    await tx.update(passwordResets).set({ usedAt: new Date() }).where(eq(passwordResets.id, row.id));
    await replacePassword(tx, userId, hash, { mustChange: false });
    const entry = { action: "reset own password", database: NO_DATABASE, detail: {} };
    await recordAudit(tx, contextOf(row, address), entry);
    return userId;
  });
}
