import "server-only";
import { profileInputSchema, type Profile } from "@/lib/databases/profile";
import { parse, type Context } from "../context";
import { profileChanged } from "../monitor-link";
import { db } from "../store/db";
import { profiles } from "../store/schema";
import { columnsOf } from "./input";
import { storePassword } from "./password";
import { profileById } from "./view";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";

async function create(ctx: Context, audit: AuditLine, input: unknown, kind: Profile["kind"] = "own") {
  const parsed = parse(profileInputSchema, input);
  const created = await db().transaction(async (tx) => {
    const values = { ...columnsOf(parsed), kind: ctx.actor.kind === "system" ? kind : "own" };
    const [made] = await tx.insert(profiles).values(values).returning({ id: profiles.id });
    if (made === undefined) throw new Error("The store took a profile and returned none.");
    if (parsed.password !== "") await storePassword(tx, made.id, parsed.password);
    const profile = await profileById(made.id, tx);
    const { host, port, database, user } = profile;
    return audit.write(
      tx,
      { action: "add a database", profile, detail: { host, port, database, user } },
      profile,
    );
  });
  void profileChanged(created.result.id);
  return created;
}

/**
 * Adds a database. Only the program itself makes one of kind `sandbox`.
 * @throws NotAllowed for a member, BadInput with a text for each field
 */
export const createProfile = auditedVerb("admin", create);
