"use server";

import { refresh } from "next/cache";
import { action } from "@/server/endpoints/action";
import { changeProvider } from "@/server/people/provider/change";
import { changeSignInSettings } from "@/server/people/sign-in-settings/change";

export const saveSignIn = action("admin", async (ctx, input: unknown): Promise<void> => {
  await changeSignInSettings(ctx, input);
  refresh();
});

export const saveProvider = action("admin", async (ctx, input: unknown): Promise<void> => {
  await changeProvider(ctx, input);
  refresh();
});
