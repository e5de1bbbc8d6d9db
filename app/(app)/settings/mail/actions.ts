"use server";

import { refresh } from "next/cache";
import { saveMailServer } from "@/server/mail/save";
import { testMail } from "@/server/mail/send-test";
import { action } from "@/server/endpoints/action";

export const saveMailAction = action("admin", async (ctx, input: unknown): Promise<void> => {
  await saveMailServer(ctx, input);
  refresh();
});

export const testMailAction = action("admin", async (ctx, input: unknown) => {
  const answer = await testMail(ctx, input);
  refresh();
  return answer;
});
