import "server-only";
import { tokenInputSchema } from "@/lib/accounts/api-token";
import type { AuditLine } from "../audit/line";
import { author } from "../audit/author";
import { auditedVerb } from "../audit/verb";
import { parse, type Context } from "../context";
import { BadInput, NotAllowed } from "../errors";
import { confirmSelfIfPossible } from "../people/second-factor/confirm";
import { db } from "../store/db";
import { apiTokens } from "../store/schema";
import { makeApiToken } from "./secret";

const DAY_MS = 86_400_000;

const NAME_TAKEN = "Another token has this name. Revoke that one, or choose another name.";

async function make(ctx: Context, audit: AuditLine, input: unknown) {
  const { ownPassword, days, ...asked } = parse(tokenInputSchema, input);
  if (ctx.actor.kind !== "user") throw new NotAllowed("A token is made by a person.");
  await confirmSelfIfPossible(ctx, audit, ownPassword);
  const { token, tokenHash } = makeApiToken();
  return db().transaction(async (tx) => {
    const { userId, userName } = await author(tx, ctx);
    const expiresAt = new Date(Date.now() + days * DAY_MS);
    const made = await tx
      .insert(apiTokens)
      .values({ ...asked, tokenHash, expiresAt, userId, userName })
      .onConflictDoNothing()
      .returning({ id: apiTokens.id });
    // The audit log names a token by its name.
    if (made.length === 0) throw new BadInput(NAME_TAKEN, { name: NAME_TAKEN });
    const { name, scope, groups } = asked;
    const detail = { token: name, scope, groups: groups.join(", ") || "all", expires: expiresAt };
    return audit.write(tx, { action: "make a token", detail }, { token });
  });
}

/**
 * Makes an API token and returns it, which is told this once: the store has its hash. Asks for the own password of the admin.
 * @throws NotAllowed for a member, BadInput with a text for each field, TooMany
 */
export const makeToken = auditedVerb("admin", make);
