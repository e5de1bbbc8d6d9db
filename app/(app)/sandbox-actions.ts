"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { action } from "@/server/endpoints/action";
import { setLoad } from "@/server/sandbox/set-load";
import { startSandbox } from "@/server/sandbox/start";
import { startStandIn } from "@/server/sandbox/start-stand-in";
import { stopSandbox } from "@/server/sandbox/stop";
import { stopStandIn } from "@/server/sandbox/stop-stand-in";
import { checkDatabase } from "@/server/visits/check";

/** Starts the sandbox, begins its check, and leads to its page, which follows the check. */
export const startSandboxAction = action("admin", async (ctx): Promise<void> => {
  const { id } = await startSandbox(ctx);
  await checkDatabase(ctx, id);
  redirect(`/databases/${id}`);
});

/** Stops the sandbox; its page says so. */
export const stopSandboxAction = action("admin", async (ctx): Promise<void> => {
  await stopSandbox(ctx);
  refresh();
});

/** Starts the Electric stand-in, anew when it runs; returns its state. */
export const startStandInAction = action("admin", (ctx, input: unknown) => startStandIn(ctx, input));

/** Stops the Electric stand-in; returns its state. */
export const stopStandInAction = action("admin", (ctx) => stopStandIn(ctx));

/** Changes how many connections the sandbox's application holds; returns the state. */
export const setLoadAction = action("admin", (ctx, input: unknown) => setLoad(ctx, input));
