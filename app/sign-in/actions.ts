"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { signIn } from "@/server/auth/sign-in";
import { signOut } from "@/server/auth/sign-out";
import { action, publicAction } from "@/server/endpoints/action";
import { answerHeader } from "@/server/http/exchange";

/** Signs the browser in and leads to the overview. */
export const enter = publicAction(async (input: unknown): Promise<void> => {
  await signIn(input, await headers());
  redirect("/");
});

/**
 * Ends the session; the page then loads the sign-in anew. The browser forgets its copies of pages and what scripts stored under this
 * address. Not the cookies: those of the whole host would go, those of its other programs too.
 */
export const leave = action("viewer", async (ctx): Promise<void> => {
  await signOut(ctx, await headers());
  answerHeader("clear-site-data", '"cache", "storage"');
});
