"use server";

import { refresh } from "next/cache";
import { action } from "@/server/endpoints/action";
import { changePool } from "@/server/databases/change-pool";
import { checkDatabase } from "@/server/visits/check";

/** Writes what Electric is to open into a database's target, and begins the check that judges it; the page follows both. */
export const writePool = action("admin", async (ctx, id: string, choice: unknown): Promise<void> => {
  await changePool(ctx, id, choice);
  await checkDatabase(ctx, id);
  refresh();
});
