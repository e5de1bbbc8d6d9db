"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { beginSession } from "@/server/auth/begin-session";
import { afterSignIn } from "@/server/auth/return-path";
import { dutyAction } from "@/server/endpoints/action";
import { changeFirstPassword } from "@/server/people/first-password";

/** Sets the own password in place of the first one; the browser stays signed in, all others are signed out. */
export const setFirstPassword = dutyAction("password", async (ctx, input: unknown): Promise<void> => {
  await beginSession(await changeFirstPassword(ctx, input), await headers());
  redirect(await afterSignIn());
});
