"use server";

import { refresh } from "next/cache";
import { action } from "@/server/endpoints/action";
import { changePool } from "@/server/databases/change-pool";

/** Writes what Electric is to open into a database's target; the page shows it. */
export const writePool = action("admin", async (ctx, id: string, choice: unknown): Promise<void> => {
  await changePool(ctx, id, choice);
  refresh();
});
