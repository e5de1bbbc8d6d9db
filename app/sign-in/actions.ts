"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { afterSignIn } from "@/server/auth/return-path";
import { CODE_SECONDS } from "@/server/auth/second-step";
import { signIn } from "@/server/auth/sign-in";
import { giveTicket } from "@/server/auth/ticket-cookie";
import { publicAction } from "@/server/endpoints/action";
import { isSecure } from "@/server/http/origin";

/** Signs the browser in and leads to the page that asked for it, or to the code of the second factor. */
export const enter = publicAction(async (input: unknown): Promise<void> => {
  const sent = await headers();
  const ticket = await signIn(input, sent);
  if (ticket === null) redirect(await afterSignIn());
  await giveTicket("second-factor", ticket, CODE_SECONDS, isSecure(sent));
  redirect("/sign-in/code");
});
