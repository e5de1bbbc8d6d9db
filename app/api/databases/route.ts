import { z } from "zod";
import { databasesEndpoint } from "@/lib/api/databases";
import { listNames } from "@/server/databases/list";
import { jsonAnswer } from "@/server/endpoints/answer";
import { route } from "@/server/endpoints/route";

/** The databases that are not archived, by name: for the command palette. */
export const GET = route({ role: "viewer", params: z.unknown() }, async ({ ctx }) =>
  jsonAnswer(databasesEndpoint, await listNames(ctx)),
);
