import "server-only";
import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { providerSchema } from "@/lib/accounts/provider";
import { aDatabaseInput } from "@/lib/databases/fixture";
import { openSecrets, sealSecrets } from "../../alerts/channels/stored";
import { clientSecretOf, sealClientSecret } from "../../auth/oidc/settings";
import { openSecret, sealSecret } from "../../auth/second-factor/secret";
import { system } from "../../context";
import { addDatabase } from "../../databases/create";
import { readPassword, storePassword } from "../../databases/password";
import { openPassword, sealPassword } from "../../mail/mail-server";
import { readSetting } from "../../settings/read";
import { writeSetting } from "../../settings/write";
import { db } from "../../store/db";
import { channels, databases, secondFactors, user } from "../../store/schema";

const PERSON = "person-1";
const MAIL = {
  host: "mail.example.com",
  port: 587,
  tls: "starttls",
  user: "headroom",
  from: "h@example.com",
} as const;

/** A secret of each kind, and many passwords of databases; `database` is one that the tests change. */
export type Secrets = { database: string; channel: string; passwords: Map<string, string> };

/** Stores secrets of every kind by the code that stores them, and `count` databases with a password each. */
export async function storeSecrets(count: number): Promise<Secrets> {
  const { id: database } = await addDatabase(system, { ...aDatabaseInput, password: "of the first" });
  const [first] = await db().select().from(databases).where(eq(databases.id, database));
  if (first === undefined) throw new Error("The database is not there.");
  const passwords = new Map([[database, "of the first"]]);
  for (let number = 1; number < count; number += 1) passwords.set(randomUUID(), `password ${number}`);
  const channel = randomUUID();
  await db().transaction(async (tx) => {
    for (const [id, password] of passwords) {
      if (id === database) continue;
      await tx.insert(databases).values({ ...first, id, name: `Orders ${id}` });
      await storePassword(tx, id, password);
    }
    await tx.insert(channels).values({
      id: channel,
      kind: "webhook",
      name: "Hook",
      config: {},
      secrets: sealSecrets(channel, { key: "of the hook" }),
    });
    await tx.insert(user).values({ id: PERSON, name: "Ada", email: "ada@example.com", role: "admin" });
    await tx.insert(secondFactors).values({ userId: PERSON, secret: sealSecret(PERSON, "of the factor") });
    await writeSetting(tx, "mail", { server: { ...MAIL, password: sealPassword("of the mail") } });
    await writeSetting(tx, "provider", {
      ...providerSchema.parse({}),
      clientSecret: sealClientSecret("of the provider"),
    });
  });
  return { database, channel, passwords };
}

/** Returns every secret as the code reads it that uses it, in the order in which they were stored. @throws CannotOpen */
export async function readSecrets({ channel, passwords }: Secrets): Promise<(string | null)[]> {
  const [row] = await db().select().from(channels).where(eq(channels.id, channel));
  const [factor] = await db().select().from(secondFactors).where(eq(secondFactors.userId, PERSON));
  const { server } = await readSetting("mail");
  const provider = await readSetting("provider");
  if (row === undefined || factor === undefined || server === null || server.password === null)
    throw new Error("A secret is not there.");
  const read: (string | null)[] = [];
  for (const id of passwords.keys()) read.push(await readPassword(id));
  return [
    ...read,
    openSecrets(row).key ?? null,
    openSecret(PERSON, factor.secret),
    openPassword(server.password),
    clientSecretOf(provider),
  ];
}

/** Returns what `readSecrets` has to return. */
export const theSecrets = ({ passwords }: Secrets): string[] => [
  ...passwords.values(),
  "of the hook",
  "of the factor",
  "of the mail",
  "of the provider",
];

/** Returns the tables of the store in which any column of any row names a key. */
export async function tablesNaming(keyId: string): Promise<string[]> {
  const { rows } = await db().execute<{ name: string }>(
    sql`SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  );
  const naming: string[] = [];
  for (const { name } of rows) {
    const found = await db().execute(
      sql.raw(`SELECT FROM ${name} AS row WHERE row::text LIKE '%${keyId}%' LIMIT 1`),
    );
    if (found.rows.length > 0) naming.push(name);
  }
  return naming;
}
