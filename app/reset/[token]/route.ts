import { redirect } from "next/navigation";
import { z } from "zod";
import { dropTicket, giveTicket } from "@/server/auth/ticket-cookie";
import { errorResponse } from "@/server/http/error-response";
import { addressOf } from "@/server/http/address";
import { isSecure } from "@/server/http/origin";
import { findReset } from "@/server/people/resets/open";

/** Time to fill in the form, s. */
const FORM_SECONDS = 60 * 60;
const paramsSchema = z.object({ token: z.string() });

/**
 * Exchanges the token of a link for a new password for a cookie and takes it out of the address bar. Nothing is used up by that: programs
 * that look at links come here too.
 */
export async function GET(request: Request, context: { params: Promise<unknown> }): Promise<Response> {
  const { token } = paramsSchema.parse(await context.params);
  const isTls = isSecure(request.headers);
  try {
    const id = await findReset(token, addressOf(request.headers));
    if (id === null) await dropTicket("reset", isTls);
    else await giveTicket("reset", id, FORM_SECONDS, isTls);
  } catch (error) {
    const { status, refusal, headers } = errorResponse(error);
    return new Response(`${refusal.message}\n`, {
      status,
      headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", ...headers },
    });
  }
  redirect("/reset");
}
