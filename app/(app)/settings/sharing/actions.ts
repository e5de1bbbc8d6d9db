"use server";

import { refresh } from "next/cache";
import { action } from "@/server/endpoints/action";
import { makeShareLink } from "@/server/shares/make";
import { revokeShareLink } from "@/server/shares/revoke";

export const makeLink = action("admin", async (ctx, input: unknown) => {
  const made = await makeShareLink(ctx, input);
  refresh();
  return made;
});

export const revokeLink = action("admin", async (ctx, id: string): Promise<void> => {
  await revokeShareLink(ctx, id);
  refresh();
});
