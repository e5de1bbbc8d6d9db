import "server-only";
import { groupFilterSchema, type Backend } from "@/lib/sample/backend";
import { parse, type Context } from "../context";
import { readDatabase } from "../databases/read";
import { listBackends as list } from "../watched/backends";
import { onTheWatch, type Ask } from "./ask";
import { readOnlyVerb } from "../audit/verb";

/** Returns a backend without its query, which may hold values of the application's users: admins, who may end it, see it. */
const withoutQuery = (backend: Backend): Backend => ({ ...backend, query: null });

async function backendsFor(
  ctx: Context,
  id: unknown,
  group: unknown,
  ask: Ask = onTheWatch,
): Promise<Backend[]> {
  const filter = parse(groupFilterSchema, group);
  const database = await readDatabase(ctx, id);
  const isEnough = (seen: Backend[]) => seen.every(({ backendStart }) => backendStart !== null);
  const backends = await ask(database.id, (client) => list(client, filter), isEnough);
  const { actor } = ctx;
  return actor.kind === "system" || actor.role === "admin" ? backends : backends.map(withoutQuery);
}

/**
 * Returns the backends of one group as they are at this moment; the text of what they run only for admins.
 * @throws NotFound, BadInput, Conflict where there is no session with the database
 */
export const listBackends = readOnlyVerb("member", backendsFor);
