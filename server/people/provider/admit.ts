import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { admissionProblem, mappedAccess, type Identity, type Provider } from "@/lib/accounts/provider";
import { recordAudit } from "../../audit/record";
import { ProviderProblem } from "../../auth/oidc/problem";
import { db, type Tx } from "../../store/db";
import { account, session, user } from "../../store/schema";
import { hasOtherAdmin } from "../keep-an-admin";

type Person = typeof user.$inferSelect;
const NO_DATABASE = { id: null, name: "" };
/** A subject means something within its issuer alone. */
const providerId = ({ issuer }: Provider): string => `oidc:${issuer}`;
const contextOf = ({ id, role }: Person, address: string) =>
  ({ actor: { kind: "user", id, role }, address }) as const;

async function joinedPerson(tx: Tx, provider: Provider, { subject }: Identity): Promise<Person | null> {
  const [row] = await tx
    .select({ person: user })
    .from(account)
    .innerJoin(user, eq(user.id, account.userId))
    .where(and(eq(account.providerId, providerId(provider)), eq(account.accountId, subject)))
    // Before the lock of the admins and of the audit chain, as everywhere.
    .for("update", { of: user });
  return row?.person ?? null;
}

async function join(tx: Tx, provider: Provider, { subject }: Identity, person: Person): Promise<void> {
  await tx.insert(account).values({
    id: randomUUID(),
    accountId: subject,
    providerId: providerId(provider),
    userId: person.id,
  });
}

/**
 * Returns the account that has the verified address, joined with the provider's person from now on, where an admin allows that. An account
 * that another person of the provider has joined before is not joined again. @throws ProviderProblem `address-taken`
 */
async function joinByEmail(
  tx: Tx,
  provider: Provider,
  identity: Identity,
  address: string,
): Promise<Person | null> {
  if (identity.email === null) return null;
  const [person] = await tx.select().from(user).where(eq(user.email, identity.email)).for("update");
  if (person === undefined) return null;
  const others = await tx
    .select({ id: account.id })
    .from(account)
    .where(and(eq(account.userId, person.id), eq(account.providerId, providerId(provider))));
  if (!provider.linksByEmail || others.length > 0) throw new ProviderProblem("address-taken");
  await join(tx, provider, identity, person);
  const entry = { action: "join with the provider", database: NO_DATABASE };
  await recordAudit(tx, contextOf(person, address), {
    ...entry,
    detail: { email: person.email, subject: identity.subject },
  });
  return person;
}

/** Makes the account of a person of the provider. @throws ProviderProblem where none is made */
async function makeAccount(tx: Tx, provider: Provider, identity: Identity, address: string): Promise<Person> {
  const { makesAccounts, domains, subjects, mapping, newRole } = provider;
  const { email, hasUnverifiedEmail, name, groups } = identity;
  if (!makesAccounts || domains.length + subjects.length + mapping.length === 0)
    throw new ProviderProblem(email === null && hasUnverifiedEmail ? "unverified" : "no-account");
  if (email === null) throw new ProviderProblem(hasUnverifiedEmail ? "unverified" : "no-account");
  const access = mappedAccess(provider, groups) ?? { role: newRole, groups: [] };
  const [person] = await tx
    .insert(user)
    .values({ id: randomUUID(), name, email, emailVerified: true, ...access })
    .returning();
  if (person === undefined) throw new ProviderProblem("no-account");
  await join(tx, provider, identity, person);
  const detail = { person: name, email, role: access.role, by: "provider" };
  await recordAudit(tx, contextOf(person, address), {
    action: "add a person",
    database: NO_DATABASE,
    detail,
  });
  return person;
}

/** Gives a person the role and the groups that the provider's groups stand for; the last admin stays one. */
async function renewAccess(tx: Tx, provider: Provider, person: Person, identity: Identity, address: string) {
  const access = mappedAccess(provider, identity.groups);
  if (access === null) return;
  const isSame =
    access.role === person.role && access.groups.join("\n") === [...person.groups].sort().join("\n");
  if (isSame) return;
  if (person.role === "admin" && access.role !== "admin" && !(await hasOtherAdmin(tx, person.id))) return;
  await tx
    .update(user)
    .set({ ...access, updatedAt: new Date() })
    .where(eq(user.id, person.id));
  // What is open elsewhere shows and may do what the other role does.
  await tx.delete(session).where(eq(session.userId, person.id));
  const detail = {
    person: person.name,
    email: person.email,
    role: access.role,
    before: person.role,
    groups: access.groups.join(", "),
    by: "provider",
  };
  await recordAudit(tx, contextOf(person, address), {
    action: "change a role",
    database: NO_DATABASE,
    detail,
  });
}

/** Any number that is no other lock's: two first sign-ins of one person are one after the other. */
const ADMIT_LOCK = 4_172_341;

/**
 * Returns the id of the account of a person whom the provider vouches for: known by issuer and subject, joined by a verified address, or
 * new. Role and groups are renewed by the provider's groups. @throws ProviderProblem for a person who is not let in
 */
export async function admitIdentity(
  identity: Identity,
  provider: Provider,
  address: string,
): Promise<string> {
  const problem = admissionProblem(provider, identity);
  if (problem !== null) throw new ProviderProblem(problem);
  return db().transaction(async (tx) => {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(${ADMIT_LOCK})`);
    const known =
      (await joinedPerson(tx, provider, identity)) ?? (await joinByEmail(tx, provider, identity, address));
    if (known === null) return (await makeAccount(tx, provider, identity, address)).id;
    await renewAccess(tx, provider, known, identity, address);
    return known.id;
  });
}
