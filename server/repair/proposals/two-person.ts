import "server-only";
import { count, eq } from "drizzle-orm";
import type { TwoPerson } from "@/lib/repair/proposal";
import { author } from "../../audit/author";
import type { AuditLine } from "../../audit/line";
import { auditedVerb, readOnlyVerb } from "../../audit/verb";
import { personOf, type Context } from "../../context";
import { visibleId } from "../../databases/visible";
import { readDatabase } from "../../databases/read";
import { Conflict } from "../../errors";
import { db, type Tx } from "../../store/db";
import { twoPersonRules, user } from "../../store/schema";

/** How long a request to switch the rule off can be confirmed, ms. */
const OFF_MS = 7 * 86_400_000;

const ONE_ADMIN = "There is one admin only, who could apply no plan. Make another person an admin first.";
const IS_OFF = "The two-person rule is off already.";

async function countAdmins(tx: Tx): Promise<number> {
  const [found] = await tx.select({ admins: count() }).from(user).where(eq(user.role, "admin"));
  return found?.admins ?? 0;
}

const ruleOf = async (tx: Tx, databaseId: string) => {
  const [rule] = await tx
    .select()
    .from(twoPersonRules)
    .where(eq(twoPersonRules.databaseId, databaseId))
    .for("update");
  return rule;
};

const isAsked = (at: Date | null): at is Date => at !== null && at.getTime() > Date.now() - OFF_MS;

/** Returns the state of the two-person rule of a database. @throws NotFound */
export const readTwoPerson = readOnlyVerb("member", async (ctx, id: string): Promise<TwoPerson> => {
  const { actor } = ctx;
  const databaseId = await visibleId(ctx, id);
  const [rule] = await db().select().from(twoPersonRules).where(eq(twoPersonRules.databaseId, databaseId));
  const off =
    rule !== undefined && isAsked(rule.offAskedAt)
      ? {
          by: rule.offUserName ?? "",
          own: rule.offUserId !== null && personOf(actor) === rule.offUserId,
          at: rule.offAskedAt.toISOString(),
        }
      : null;
  return {
    on: rule !== undefined,
    since: rule === undefined ? null : { by: rule.userName, at: rule.since.toISOString() },
    off,
    blocked: rule === undefined && (await countAdmins(db())) < 2 ? ONE_ADMIN : null,
  };
});

async function switchOn(ctx: Context, audit: AuditLine, id: unknown) {
  const database = await readDatabase(ctx, id);
  return db().transaction(async (tx) => {
    if ((await countAdmins(tx)) < 2) throw new Conflict(ONE_ADMIN);
    const { userName } = await author(tx, ctx);
    await tx.insert(twoPersonRules).values({ databaseId: database.id, userName }).onConflictDoNothing();
    return audit.write(tx, { action: "switch the two-person rule on", database }, undefined);
  });
}

/** Switches the rule on: from now on one person proposes a plan and another applies it. @throws Conflict with one admin only */
export const switchTwoPersonOn = auditedVerb("admin", switchOn);

async function askOff(ctx: Context, audit: AuditLine, id: unknown) {
  const database = await readDatabase(ctx, id);
  return db().transaction(async (tx) => {
    if ((await ruleOf(tx, database.id)) === undefined) throw new Conflict(IS_OFF);
    const { userName, userId } = await author(tx, ctx);
    await tx
      .update(twoPersonRules)
      .set({ offUserId: userId, offUserName: userName, offAskedAt: new Date() })
      .where(eq(twoPersonRules.databaseId, database.id));
    return audit.write(tx, { action: "ask to switch the two-person rule off", database }, undefined);
  });
}

/** Asks to switch the rule off; it stays on until another admin confirms within seven days. @throws Conflict where it is off */
export const askTwoPersonOff = auditedVerb("admin", askOff);

async function confirmOff(ctx: Context, audit: AuditLine, id: unknown) {
  const database = await readDatabase(ctx, id);
  return db().transaction(async (tx) => {
    const rule = await ruleOf(tx, database.id);
    if (rule === undefined) throw new Conflict(IS_OFF);
    if (!isAsked(rule.offAskedAt) || rule.offUserId === null)
      throw new Conflict("No admin asks to switch the two-person rule off, or the request ran out.");
    if (rule.offUserId === personOf(ctx.actor))
      throw new Conflict("You asked to switch the two-person rule off. Another admin confirms it.");
    await tx.delete(twoPersonRules).where(eq(twoPersonRules.databaseId, database.id));
    const detail = { asked: rule.offUserName };
    return audit.write(tx, { action: "switch the two-person rule off", database, detail }, undefined);
  });
}

/** Switches the rule off, as another admin asked. @throws Conflict for the admin who asked, or without a request */
export const confirmTwoPersonOff = auditedVerb("admin", confirmOff);

async function keepOn(ctx: Context, audit: AuditLine, id: unknown) {
  const database = await readDatabase(ctx, id);
  return db().transaction(async (tx) => {
    await tx
      .update(twoPersonRules)
      .set({ offUserId: null, offUserName: null, offAskedAt: null })
      .where(eq(twoPersonRules.databaseId, database.id));
    return audit.write(tx, { action: "keep the two-person rule on", database }, undefined);
  });
}

/** Drops the request to switch the rule off. */
export const keepTwoPersonOn = auditedVerb("admin", keepOn);
