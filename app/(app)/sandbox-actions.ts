"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { action } from "@/server/http/action";
import { startSandbox } from "@/server/sandbox/start";
import { stopSandbox } from "@/server/sandbox/stop";

/** Starts the sandbox and leads to its page, where a check begins at once. */
export const startSandboxAction = action("admin", async (ctx): Promise<void> => {
  const { id } = await startSandbox(ctx);
  redirect(`/databases/${id}?start=check`);
});

/** Stops the sandbox; its page says so. */
export const stopSandboxAction = action("admin", async (ctx): Promise<void> => {
  await stopSandbox(ctx);
  refresh();
});
