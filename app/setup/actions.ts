"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { accountSchema } from "@/lib/accounts/account";
import { makeFirstAdmin } from "@/server/auth/first-admin";
import { signIn } from "@/server/auth/sign-in";
import { parse } from "@/server/context";
import { publicAction } from "@/server/http/action";
import { SETUP_COOKIE } from "./cookie";

/** Makes the first admin and signs the browser in. */
export const makeAdmin = publicAction(async (input: unknown): Promise<void> => {
  const jar = await cookies();
  const account = parse(accountSchema, input);
  await makeFirstAdmin(jar.get(SETUP_COOKIE)?.value, account);
  await signIn(account, await headers());
  jar.delete({ name: SETUP_COOKIE, path: "/setup" });
  redirect("/");
});
