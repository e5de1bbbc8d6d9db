import "server-only";
import { redirect } from "next/navigation";
import { z } from "zod";
import { dropTicket, giveTicket } from "../auth/ticket-cookie";
import { addressOf } from "../http/address";
import { isSecure } from "../http/origin";
import { plainRefusal } from "../http/plain-refusal";

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
      return plainRefusal(error);
    }
    redirect(form);
  };
