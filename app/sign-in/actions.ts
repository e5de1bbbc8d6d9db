"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { afterSignIn } from "@/server/auth/return-path";
import { CODE_SECONDS } from "@/server/auth/second-step";
import { signIn } from "@/server/auth/sign-in";
import { signOut } from "@/server/auth/sign-out";
import { giveTicket } from "@/server/auth/ticket-cookie";
import { action, publicAction } from "@/server/endpoints/action";
import { answerHeader } from "@/server/http/exchange";
import { isSecure } from "@/server/http/origin";

/** Signs the browser in and leads to the page that asked for it, or to the code of the second factor. */
export const enter = publicAction(async (input: unknown): Promise<void> => {
  const sent = await headers();
  const ticket = await signIn(input, sent);
  if (ticket === null) redirect(await afterSignIn());
  await giveTicket("second-factor", ticket, CODE_SECONDS, isSecure(sent));
  redirect("/sign-in/code");
});

/**
 * Ends the session; the page then loads the sign-in anew. The browser forgets its copies of pages and what scripts stored under this
 * address. Not the cookies: those of the whole host would go, those of its other programs too.
 */
export const leave = action("viewer", async (ctx): Promise<void> => {
  await signOut(ctx, await headers());
  answerHeader("clear-site-data", '"cache", "storage"');
});
