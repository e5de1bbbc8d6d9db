import "server-only";
import { inArray } from "drizzle-orm";
import { shareLinkInputSchema, type ShareScope } from "@/lib/wall/link";
import { author } from "../audit/author";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";
import { parse, type Context } from "../context";
import { BadInput } from "../errors";
import { publicUrl } from "../http/origin";
import { db, type Tx } from "../store/db";
import { databases, shareLinks } from "../store/schema";
import { scopeText } from "./scope-text";
import { hashOfSecret, newSecret } from "./token";

const DAY_MS = 86_400_000;

async function requireKnown(tx: Tx, scope: ShareScope): Promise<void> {
  if (scope.kind !== "chosen") return;
  const known = await tx
    .select({ id: databases.id })
    .from(databases)
    .where(inArray(databases.id, [...scope.ids]));
  if (known.length !== new Set(scope.ids).size)
    throw new BadInput("A chosen database is not here any more. Open the page again.", {
      scope: "One of these databases was removed meanwhile.",
    });
}

async function make(ctx: Context, audit: AuditLine, input: unknown) {
  const { name, scope, allowed, looks, days } = parse(shareLinkInputSchema, input);
  const token = newSecret();
  return db().transaction(async (tx) => {
    await requireKnown(tx, scope);
    const by = await author(tx, ctx);
    const expiresAt = new Date(Date.now() + days * DAY_MS);
    await tx.insert(shareLinks).values({
      name,
      scope,
      tokenHash: hashOfSecret(token),
      showsHosts: allowed.hosts,
      showsApplications: allowed.applications,
      ...looks,
      expiresAt,
      ...by,
    });
    const detail = { link: name, shows: scopeText(scope), ...allowed, expires: expiresAt };
    return audit.write(
      tx,
      { action: "make a wall link", detail },
      { address: `${publicUrl()}/wall/${token}` },
    );
  });
}

/**
 * Makes a link to the wall. Returns its address with the token, which is told this once.
 * @throws NotAllowed for a member, BadInput with a text for each field
 */
export const makeShareLink = auditedVerb("admin", make);
