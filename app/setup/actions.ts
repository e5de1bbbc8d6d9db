"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { accountSchema } from "@/lib/accounts/account";
import { makeFirstAdmin } from "@/server/auth/first-admin";
import { signIn } from "@/server/auth/sign-in";
import { parse } from "@/server/context";
import { publicAction } from "@/server/endpoints/action";
import { addressOf } from "@/server/http/address";
import { isSecure } from "@/server/http/origin";
import { setupCookie } from "./cookie";

/** Makes the first admin and signs the browser in. */
export const makeAdmin = publicAction(async (input: unknown): Promise<void> => {
  const [jar, sent] = [await cookies(), await headers()];
  const { name, path } = setupCookie(isSecure(sent));
  const account = parse(accountSchema, input);
  await makeFirstAdmin(jar.get(name)?.value, account, addressOf(sent));
  await signIn(account, sent);
  jar.set({ name, value: "", path, maxAge: 0, secure: isSecure(sent), httpOnly: true });
  redirect("/");
});
