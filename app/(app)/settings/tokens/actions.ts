"use server";

import { refresh } from "next/cache";
import { action } from "@/server/endpoints/action";
import { makeToken } from "@/server/tokens/make";
import { revokeToken } from "@/server/tokens/revoke";

export const make = action("admin", async (ctx, input: unknown) => {
  const made = await makeToken(ctx, input);
  refresh();
  return made;
});

export const revoke = action("admin", async (ctx, id: string): Promise<void> => {
  await revokeToken(ctx, id);
  refresh();
});
