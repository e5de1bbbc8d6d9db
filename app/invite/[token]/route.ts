import { redirect } from "next/navigation";
import { z } from "zod";
import { dropTicket, giveTicket } from "@/server/auth/ticket-cookie";
import { errorResponse } from "@/server/http/error-response";
import { addressOf } from "@/server/http/address";
import { isSecure } from "@/server/http/origin";
import { findInvitation } from "@/server/people/invitations/open";

/** Time to fill in the form, s. */
const FORM_SECONDS = 60 * 60;
const paramsSchema = z.object({ token: z.string() });

/**
 * Exchanges the token of an invitation's link for a cookie and takes it out of the address bar. Nothing is used up by that: programs
 * that look at links come here too.
 */
export async function GET(request: Request, context: { params: Promise<unknown> }): Promise<Response> {
  const { token } = paramsSchema.parse(await context.params);
  const isTls = isSecure(request.headers);
  try {
    const id = await findInvitation(token, addressOf(request.headers));
    if (id === null) await dropTicket("invitation", isTls);
    else await giveTicket("invitation", id, FORM_SECONDS, isTls);
  } catch (error) {
    const { status, refusal, headers } = errorResponse(error);
    return new Response(`${refusal.message}\n`, {
      status,
      headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", ...headers },
    });
  }
  redirect("/invite");
}
