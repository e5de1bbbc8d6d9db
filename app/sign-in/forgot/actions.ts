"use server";

import { headers } from "next/headers";
import { after } from "next/server";
import { forgotSchema } from "@/lib/accounts/account";
import { countMail } from "@/server/auth/limits";
import { parse } from "@/server/context";
import { publicAction } from "@/server/endpoints/action";
import { addressOf } from "@/server/http/address";
import { ignoring } from "@/server/http/log";
import { mailResetLink } from "@/server/people/resets/ask";

/** Mails a link for a new password after the answer, which says nothing of whether the address has an account. */
export const askForLink = publicAction(async (input: unknown): Promise<void> => {
  const { email } = parse(forgotSchema, input);
  const address = addressOf(await headers());
  await countMail(address);
  after(() => mailResetLink(email, address).catch(ignoring("a person asked for a link and gets no mail")));
});
