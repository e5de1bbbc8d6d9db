"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { afterSignIn } from "@/server/auth/return-path";
import { passSecondStep } from "@/server/auth/second-step";
import { dropTicket, readTicket } from "@/server/auth/ticket-cookie";
import { publicAction } from "@/server/endpoints/action";
import { isSecure } from "@/server/http/origin";

/** Takes the code of the second factor, signs the browser in and leads to the page that asked for it. */
export const enterCode = publicAction(async (input: unknown): Promise<void> => {
  const sent = await headers();
  await passSecondStep(await readTicket("second-factor", isSecure(sent)), input, sent);
  await dropTicket("second-factor", isSecure(sent));
  redirect(await afterSignIn());
});
