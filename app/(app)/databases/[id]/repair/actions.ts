"use server";

import { refresh } from "next/cache";
import { action } from "@/server/endpoints/action";
import { proposePlan } from "@/server/repair/proposals/propose";
import { withdrawProposal } from "@/server/repair/proposals/withdraw";
import { cancelRun } from "@/server/repair/runs/cancel";
import { newPasswordFor } from "@/server/repair/runs/new-password";
import { startRun } from "@/server/repair/runs/start";
import { takeUpRun } from "@/server/repair/runs/take-up";

/** Starts a plan that was read, dry or for good; the page follows it by its id. */
export const startRepair = action("member", (ctx, id: string, input: unknown) => startRun(ctx, id, input));

/** Ends a run while nothing can have been changed yet. */
export const cancelRepair = action("member", async (ctx, id: string, runId: string): Promise<void> => {
  await cancelRun(ctx, id, runId);
});

/** Does what a run that committed has left to do. */
export const takeUpRepair = action("admin", async (ctx, id: string, runId: string, as: unknown) => {
  await takeUpRun(ctx, id, runId, as);
});

/** A new password for Electric's role, which is kept nowhere. */
export const makePassword = action("member", (ctx) => Promise.resolve(newPasswordFor(ctx)));

/** Proposes a plan that was read to the admins. */
export const proposeRepair = action("member", async (ctx, id: string, input: unknown): Promise<void> => {
  await proposePlan(ctx, id, input);
  refresh();
});

/** Closes a proposal. */
export const withdrawRepair = action("member", async (ctx, id: string, proposal: string): Promise<void> => {
  await withdrawProposal(ctx, id, proposal);
  refresh();
});
