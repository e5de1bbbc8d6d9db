"use server";

import { redirect } from "next/navigation";
import { action } from "@/server/endpoints/action";
import { addDatabase } from "@/server/databases/create";

/** Adds a database and leads to its readiness, where the first check begins at once. */
export const addDatabaseAction = action("admin", async (ctx, input: unknown): Promise<void> => {
  const { id } = await addDatabase(ctx, input);
  redirect(`/databases/${id}/readiness?start=check`);
});
