"use server";

import { refresh } from "next/cache";
import { requireSession } from "@/server/auth/session";
import { action } from "@/server/endpoints/action";
import { changeOwnPassword } from "@/server/people/own-password";
import { endOtherSessions, endOwnSession } from "@/server/people/own-sessions";

export const changePassword = action("viewer", async (ctx, input: unknown): Promise<void> => {
  await changeOwnPassword(ctx, input);
});

export const endSession = action("viewer", async (ctx, input: unknown): Promise<void> => {
  await endOwnSession(ctx, input);
  refresh();
});

export const endOthers = action("viewer", async (ctx): Promise<void> => {
  const { sessionId } = await requireSession("viewer");
  await endOtherSessions(ctx, sessionId);
  refresh();
});
