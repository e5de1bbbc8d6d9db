import "server-only";
import type { Client } from "pg";
import { z } from "zod";
import { PLATFORM } from "../roles";
import { sandboxClient } from "../session";
import { keepStandIn, password, standInRecord, type SandboxSettings, type StandInRecord } from "../settings";
import { tracesSql, type StandInNames, type TracesSql } from "./sql";

const thereSchema = z.object({ role: z.boolean(), publication: z.boolean(), slot: z.boolean() });
const unusedSchema = z.object({ unused: z.boolean() });

/** DROP ROLE: something depends on it. */
const DEPENDED_ON = "2BP01";

async function asPlatform<T>(settings: SandboxSettings, work: (client: Client) => Promise<T>): Promise<T> {
  const { port, passwords } = settings;
  const client = sandboxClient({ port, user: PLATFORM, password: passwords.platform, tls: false });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const whatIsThere = async (client: Client, sql: TracesSql) =>
  thereSchema.parse((await client.query(sql.whatIsThere)).rows[0]);
const unused = async (client: Client, query: string) =>
  unusedSchema.parse((await client.query(query)).rows[0]).unused;

const isNamed = (record: StandInRecord, { role, streamId }: StandInNames): boolean =>
  record.names.role === role && record.names.streamId === streamId;

/**
 * Lets the stand-in sign in: makes the role where it is not there, else gives it the stand-in's password. Keeps what
 * was not there yet before anything is made, so that a crash leaves no doubt whose it is; traces under other names go first.
 * Returns the record.
 */
export async function prepareTraces(
  folder: string,
  settings: SandboxSettings,
  names: StandInNames,
): Promise<StandInRecord> {
  const before = standInRecord(folder);
  if (before !== null && !isNamed(before, names)) await clearTraces(folder, settings);
  const sql = tracesSql(names);
  return asPlatform(settings, async (client) => {
    const there = await whatIsThere(client, sql);
    const known = before !== null && isNamed(before, names) ? before : null;
    const record: StandInRecord = {
      password: before?.password ?? password(),
      role: !there.role || known?.role === true,
      publication: !there.publication || known?.publication === true,
      // Where it makes the publication, Electric replaces the slot that it finds.
      slot: !there.slot || !there.publication || known?.slot === true,
      names,
    };
    keepStandIn(folder, record);
    await client.query((there.role ? sql.changePassword : sql.createRole)(record.password));
    if (there.role && record.role) await client.query(sql.letAdminAlter);
    return record;
  });
}

async function dropRole(client: Client, sql: TracesSql): Promise<void> {
  if (!(await unused(client, sql.roleUnused))) return;
  try {
    // One message is one transaction: the grant stays when the role does.
    await client.query(sql.dropRole);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === DEPENDED_ON)) throw error;
  }
}

/**
 * Takes away what the stand-in made, so that the sandbox is as it was and keeps no WAL without a reader: the slot always,
 * publication and role unless other objects depend on them. What an admin made stays. Does nothing where it was never started.
 */
export async function clearTraces(folder: string, settings: SandboxSettings): Promise<void> {
  const record = standInRecord(folder);
  if (record === null || !(record.role || record.publication || record.slot)) return;
  const sql = tracesSql(record.names);
  await asPlatform(settings, async (client) => {
    if (record.slot) await client.query(sql.freeAndDropSlot);
    const mayDropPublication = record.publication && (await unused(client, sql.publicationUnused));
    if (mayDropPublication) await client.query(sql.dropPublication);
    if (record.role) await dropRole(client, sql);
    const left = await whatIsThere(client, sql);
    keepStandIn(folder, {
      ...record,
      role: record.role && left.role,
      publication: record.publication && left.publication,
      slot: false,
    });
  });
}
