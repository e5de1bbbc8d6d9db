"use server";

import { refresh } from "next/cache";
import { action } from "@/server/endpoints/action";
import { changeChecks } from "@/server/settings/change-checks";
import { changeRetention } from "@/server/settings/change-retention";
import { changeViewers } from "@/server/settings/change-viewers";

export const saveViewers = action("admin", async (ctx, input: unknown): Promise<void> => {
  await changeViewers(ctx, input);
  refresh();
});

export const saveChecks = action("admin", async (ctx, input: unknown): Promise<void> => {
  await changeChecks(ctx, input);
  refresh();
});

export const saveRetention = action("admin", async (ctx, input: unknown): Promise<void> => {
  await changeRetention(ctx, input);
  refresh();
});
