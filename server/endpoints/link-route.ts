import "server-only";
import { redirect } from "next/navigation";
import { z } from "zod";
import { dropTicket, giveTicket } from "../auth/ticket-cookie";
import { addressOf } from "../http/address";
import { errorResponse } from "../http/error-response";
import { isSecure } from "../http/origin";

/** Time to fill in the form, s. */
const FORM_SECONDS = 60 * 60;
const paramsSchema = z.object({ token: z.string() });

type Link = {
  /** Ticket of the form that the link leads to. */
  ticket: "invitation" | "reset";
  /** Address of that form. */
  form: "/invite" | "/reset";
  /** Returns the id of what a token opens, null for a token of nothing. @throws TooMany */
  find: (token: string, address: string) => Promise<string | null>;
};

/**
 * Makes the route of a link with a token: it exchanges the token for a cookie and takes it out of the address bar. Nothing is used up
 * by that: programs that look at links come here too.
 */
export const linkRoute =
  ({ ticket, form, find }: Link) =>
  async (request: Request, context: { params: Promise<unknown> }): Promise<Response> => {
    const { token } = paramsSchema.parse(await context.params);
    const isTls = isSecure(request.headers);
    try {
      const id = await find(token, addressOf(request.headers));
      if (id === null) await dropTicket(ticket, isTls);
      else await giveTicket(ticket, id, FORM_SECONDS, isTls);
    } catch (error) {
      const { status, refusal, headers } = errorResponse(error);
      return new Response(`${refusal.message}\n`, {
        status,
        headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", ...headers },
      });
    }
    redirect(form);
  };
