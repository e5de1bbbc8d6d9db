"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { auth } from "@/server/auth/auth";
import { signIn } from "@/server/auth/sign-in";
import { action, publicAction } from "@/server/http/action";

/** Signs the browser in and leads to the overview. */
export const enter = publicAction(async (input: unknown): Promise<void> => {
  await signIn(input, await headers());
  redirect("/");
});

/** Signs the browser out. */
export const leave = action("member", async (): Promise<void> => {
  await auth().api.signOut({ headers: await headers() });
  redirect("/sign-in");
});
