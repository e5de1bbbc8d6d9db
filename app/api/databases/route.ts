import { z } from "zod";
import { route } from "@/server/endpoints/route";
import { listProfiles } from "@/server/databases/list";

/** The databases that are not archived, by name: for the command palette. */
export const GET = route({ role: "member", params: z.unknown() }, async ({ ctx }) => {
  const profiles = await listProfiles(ctx);
  const shown = profiles
    .filter(({ archivedAt }) => archivedAt === null)
    .map(({ id, name }) => ({ id, name }));
  return Response.json(shown, { headers: { "cache-control": "no-store" } });
});
