"use server";

import { refresh } from "next/cache";
import { action } from "@/server/endpoints/action";
import { ignoreFinding } from "@/server/ignored/ignore";
import { takeBackIgnore } from "@/server/ignored/take-back";

export const ignoreCheck = action("admin", async (ctx, id: string, checkId: string, input: unknown) => {
  await ignoreFinding(ctx, id, checkId, input);
  refresh();
});

export const takeBackCheck = action("admin", async (ctx, id: string, checkId: string) => {
  await takeBackIgnore(ctx, id, checkId);
  refresh();
});
