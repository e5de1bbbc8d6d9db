import "server-only";
import type { Audited } from "./audited";
import { AuditLine } from "./line";
import { markRequest } from "../http/page-error";
import { requireRole, withNeeds, type Context, type Role } from "../context";

type Verb<Input extends unknown[], Result> = (ctx: Context, ...input: Input) => Promise<Result>;

/** Awaits the work of a verb; an unexpected error of it names its request, because pages show its mark alone. */
async function marking<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    markRequest(error);
    throw error;
  }
}

/**
 * Makes a verb that changes something, for one role at least. Its work gets the audit line of the call and has to return
 * its result through it: a verb that forgets the audit log does not compile. @throws NotAllowed
 */
export const auditedVerb = <Input extends unknown[], Result>(
  role: Role,
  work: (ctx: Context, audit: AuditLine, ...input: Input) => Promise<Audited<Result>>,
): Verb<Input, Result> =>
  withNeeds(role, async (ctx: Context, ...input: Input) => {
    requireRole(ctx, role);
    return (await marking(work(ctx, new AuditLine(ctx), ...input))).result;
  });

/** Makes a verb that reads only, for one role at least; nothing is written in the audit log. @throws NotAllowed */
export const readOnlyVerb = <Input extends unknown[], Result>(
  role: Role,
  work: (ctx: Context, ...input: Input) => Promise<Result>,
): Verb<Input, Result> =>
  withNeeds(role, async (ctx: Context, ...input: Input) => {
    requireRole(ctx, role);
    return marking(work(ctx, ...input));
  });

/** Makes a verb that reads only and answers at once. @throws NotAllowed */
export const readOnlyVerbNow = <Input extends unknown[], Result>(
  role: Role,
  work: (ctx: Context, ...input: Input) => Result,
): ((ctx: Context, ...input: Input) => Result) =>
  withNeeds(role, (ctx: Context, ...input: Input) => {
    requireRole(ctx, role);
    return work(ctx, ...input);
  });
