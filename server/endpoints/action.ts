import "server-only";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { Refusal } from "@/lib/api/refusal";
import { requireActing } from "../auth/session";
import type { Duty } from "@/lib/accounts/duty";
import { requireRole, withNeeds, type Context, type Role } from "../context";
import { requirePlainText } from "../plain-text";
import { addressOf } from "../http/address";
import { requireOwnOrigin } from "../http/origin";
import { answerHeader, answerStatus } from "../http/exchange";
import { errorResponse } from "../http/error-response";

/** Returns what the page is told of an error, and gives the answer its status, which a proxy or a script goes by. */
function refuse(error: unknown): Refusal {
  const { status, refusal, headers } = errorResponse(error);
  answerStatus(status);
  for (const [name, value] of Object.entries(headers)) answerHeader(name, value);
  return refusal;
}

/**
 * Makes a server action that works only with a session and the role, and only from our own pages. What it
 * is called with is not to be trusted: the verb that it calls parses it. An error becomes a refusal with a text for the
 * user and one for each field; a redirect passes.
 */
export function action<Input extends unknown[], Result>(
  role: Role,
  work: (ctx: Context, ...input: Input) => Promise<Result>,
): (...input: Input) => Promise<Result | Refusal> {
  return signedInAction(role, undefined, work);
}

/**
 * Makes the action by which a person does what has to be done before anything else works (lib/accounts/duty.ts). It works for a person
 * who owes nothing, too.
 */
export function dutyAction<Input extends unknown[], Result>(
  duty: Duty,
  work: (ctx: Context, ...input: Input) => Promise<Result>,
): (...input: Input) => Promise<Result | Refusal> {
  return signedInAction("viewer", duty, work);
}

function signedInAction<Input extends unknown[], Result>(
  role: Role,
  duty: Duty | undefined,
  work: (ctx: Context, ...input: Input) => Promise<Result>,
): (...input: Input) => Promise<Result | Refusal> {
  return withNeeds(role, async (...input: Input) => {
    try {
      const sent = await headers();
      const { ctx: own } = await requireActing(duty);
      const ctx = { ...own, address: addressOf(sent) };
      requireRole(ctx, role);
      requireOwnOrigin(sent);
      requirePlainText(input);
      return await work(ctx, ...input);
    } catch (error) {
      unstable_rethrow(error);
      return refuse(error);
    }
  });
}

/** Makes one of the few server actions for people who have no session yet: the set-up and the sign-in. */
export function publicAction<Input extends unknown[], Result>(
  work: (...input: Input) => Promise<Result>,
): (...input: Input) => Promise<Result | Refusal> {
  return async (...input) => {
    try {
      requireOwnOrigin(await headers());
      requirePlainText(input);
      return await work(...input);
    } catch (error) {
      unstable_rethrow(error);
      return refuse(error);
    }
  };
}
