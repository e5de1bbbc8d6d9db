"use server";

import { redirect } from "next/navigation";
import { action } from "@/server/endpoints/action";
import { addDatabase } from "@/server/databases/create";
import { checkDatabase } from "@/server/visits/check";

/** Adds a database, begins its first check, and leads to its readiness, which follows the check. */
export const addDatabaseAction = action("admin", async (ctx, input: unknown): Promise<void> => {
  const { id } = await addDatabase(ctx, input);
  await checkDatabase(ctx, id);
  redirect(`/databases/${id}/readiness`);
});
