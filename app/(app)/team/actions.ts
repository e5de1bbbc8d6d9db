"use server";

import { refresh } from "next/cache";
import { action } from "@/server/endpoints/action";
import { addPerson } from "@/server/people/add";
import { changeRole } from "@/server/people/change-role";
import { endSessionsOf } from "@/server/people/end-sessions";
import { invitePerson } from "@/server/people/invitations/invite";
import { revokeInvitation } from "@/server/people/invitations/revoke";
import { removePerson } from "@/server/people/remove";
import { renewPassword } from "@/server/people/renew-password";
import { makeResetLink } from "@/server/people/resets/make";
import { resetSecondFactor } from "@/server/people/second-factor/turn-off";

export const letIn = action("admin", async (ctx, input: unknown) => {
  const made = await addPerson(ctx, input);
  refresh();
  return made;
});

/** Makes an invitation by link; the link is in the answer alone. */
export const invite = action("admin", async (ctx, input: unknown) => {
  const made = await invitePerson(ctx, input);
  refresh();
  return made;
});

export const revoke = action("admin", async (ctx, id: string): Promise<void> => {
  await revokeInvitation(ctx, id);
  refresh();
});

export const renew = action("admin", (ctx, input: unknown) => renewPassword(ctx, input));

/** Makes a link for a person's new password; the link is in the answer alone. */
export const makeLink = action("admin", (ctx, input: unknown) => makeResetLink(ctx, input));

export const resetFactor = action("admin", async (ctx, input: unknown): Promise<void> => {
  await resetSecondFactor(ctx, input);
  refresh();
});

export const endSessions = action("admin", (ctx, input: unknown) => endSessionsOf(ctx, input));

export const setRole = action("admin", async (ctx, input: unknown): Promise<void> => {
  await changeRole(ctx, input);
  refresh();
});

export const takeAway = action("admin", async (ctx, input: unknown): Promise<void> => {
  await removePerson(ctx, input);
  refresh();
});
