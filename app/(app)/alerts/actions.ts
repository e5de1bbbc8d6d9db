"use server";

import { refresh } from "next/cache";
import { acknowledgeAlert } from "@/server/alerts/episodes/acknowledge";
import { removeRule } from "@/server/alerts/rules/remove";
import { saveRule } from "@/server/alerts/rules/save";
import { muteAlerts, planMaintenance } from "@/server/alerts/silences/add";
import { endSilence } from "@/server/alerts/silences/end";
import { action } from "@/server/endpoints/action";

export const acknowledge = action("member", async (ctx, id: unknown): Promise<void> => {
  await acknowledgeAlert(ctx, id);
  refresh();
});

export const mute = action("member", async (ctx, input: unknown): Promise<void> => {
  await muteAlerts(ctx, input);
  refresh();
});

export const unmute = action("member", async (ctx, id: unknown): Promise<void> => {
  await endSilence(ctx, id);
  refresh();
});

export const plan = action("admin", async (ctx, input: unknown): Promise<void> => {
  await planMaintenance(ctx, input);
  refresh();
});

export const save = action("admin", async (ctx, id: unknown, input: unknown): Promise<void> => {
  await saveRule(ctx, id, input);
  refresh();
});

export const remove = action("admin", async (ctx, id: unknown): Promise<void> => {
  await removeRule(ctx, id);
  refresh();
});
