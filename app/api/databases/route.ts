import { z } from "zod";
import { databasesEndpoint } from "@/lib/api/databases";
import { listDatabases } from "@/server/databases/list";
import { jsonAnswer } from "@/server/endpoints/answer";
import { route } from "@/server/endpoints/route";

/** The databases that are not archived, by name: for the command palette. */
export const GET = route({ role: "member", params: z.unknown() }, async ({ ctx }) => {
  const databases = await listDatabases(ctx);
  const shown = databases
    .filter(({ archivedAt }) => archivedAt === null)
    .map(({ id, name }) => ({ id, name }));
  return jsonAnswer(databasesEndpoint, shown);
});
