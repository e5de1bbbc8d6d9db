import "server-only";
import { DatabaseError } from "pg";
import { z } from "zod";
import { accessRulesSchema, type AccessRules } from "@/lib/snapshot/access-rules";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import type { GuardedClient } from "./guarded-client";
import { ACCESS_SIGHT, accessRules, type AccessSight } from "./sql/access-rules";

const sightSchema = z.tuple([z.object({ rules: z.boolean(), files: z.boolean(), activity: z.boolean() })]);

async function sightOf(client: GuardedClient): Promise<AccessSight | null> {
  const [rows] = await client.read([ACCESS_SIGHT], "2s");
  const read = sightSchema.safeParse(rows);
  return read.success ? read.data[0] : null;
}

/**
 * Returns the server's access rules; null where this role may not read them or the server cannot, such as a file that is
 * away. A message of its own, because such an error would end a transaction. @throws what is no answer of the server's
 */
export async function readAccessRules(
  client: GuardedClient,
  { role }: Target,
  versionNum: number,
  known?: AccessSight,
): Promise<AccessRules | null> {
  try {
    const sight = known ?? (await sightOf(client));
    if (sight?.rules !== true) return null;
    const [rows] = await client.read([accessRules(role, versionNum, sight)], "2s");
    return accessRulesSchema.parse(rows?.[0]);
  } catch (error) {
    if (error instanceof DatabaseError && error.severity === "ERROR") return null;
    throw error;
  }
}

type Part = Pick<ReachedSnapshot, "visitor" | "activity" | "server" | "accessRules">;

/** Adds the access rules to what a look saw: asked over the same session, after its transaction. */
export async function withAccessRules<Seen extends Part>(
  client: GuardedClient,
  seen: Seen,
  target: Target,
): Promise<Seen> {
  const { visitor, activity, server } = seen;
  if (!visitor.readsAccessRules) return seen;
  const sight = { rules: true, files: visitor.superuser, activity: !isUnseen(activity) };
  return { ...seen, accessRules: await readAccessRules(client, target, server.versionNum, sight) };
}
