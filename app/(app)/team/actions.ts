"use server";

import { refresh } from "next/cache";
import { action } from "@/server/endpoints/action";
import { addPerson } from "@/server/people/add";
import { changeRole } from "@/server/people/change-role";
import { removePerson } from "@/server/people/remove";
import { renewPassword } from "@/server/people/renew-password";

export const letIn = action("admin", async (ctx, input: unknown) => {
  const made = await addPerson(ctx, input);
  refresh();
  return made;
});

export const renew = action("admin", (ctx, input: unknown) => renewPassword(ctx, input));

export const setRole = action("admin", async (ctx, input: unknown): Promise<void> => {
  await changeRole(ctx, input);
  refresh();
});

export const takeAway = action("admin", async (ctx, input: unknown): Promise<void> => {
  await removePerson(ctx, input);
  refresh();
});
