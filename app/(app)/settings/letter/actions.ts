"use server";

import { refresh } from "next/cache";
import { saveLetter } from "@/server/alerts/save-letter";
import { action } from "@/server/endpoints/action";

export const saveLetterAction = action("admin", async (ctx, input: unknown): Promise<void> => {
  await saveLetter(ctx, input);
  refresh();
});
