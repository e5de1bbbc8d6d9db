"use server";

import { refresh } from "next/cache";
import { renewBadge, switchOffBadge, switchOnBadge } from "@/server/badges/change";
import { action } from "@/server/endpoints/action";

export const switchOnBadgeAction = action("admin", async (ctx, id: string): Promise<void> => {
  await switchOnBadge(ctx, id);
  refresh();
});

export const renewBadgeAction = action("admin", async (ctx, id: string): Promise<void> => {
  await renewBadge(ctx, id);
  refresh();
});

export const switchOffBadgeAction = action("admin", async (ctx, id: string): Promise<void> => {
  await switchOffBadge(ctx, id);
  refresh();
});
