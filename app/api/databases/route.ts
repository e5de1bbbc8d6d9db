import { z } from "zod";
import { route } from "@/server/endpoints/route";
import { listDatabases } from "@/server/databases/list";

/** The databases that are not archived, by name: for the command palette. */
export const GET = route({ role: "member", params: z.unknown() }, async ({ ctx }) => {
  const databases = await listDatabases(ctx);
  const shown = databases
    .filter(({ archivedAt }) => archivedAt === null)
    .map(({ id, name }) => ({ id, name }));
  return Response.json(shown, { headers: { "cache-control": "no-store" } });
});
