import "server-only";
import type { Client } from "pg";
import { z } from "zod";
import { PLATFORM } from "../roles";
import { sandboxClient } from "../session";
import { keepStandIn, password, standInRecord, type SandboxSettings, type StandInRecord } from "../settings";
import {
  changePassword,
  createRole,
  DROP_PUBLICATION,
  DROP_ROLE,
  FREE_AND_DROP_SLOT,
  letAdminAlter,
  PUBLICATION_UNUSED,
  ROLE_UNUSED,
  WHAT_IS_THERE,
} from "./sql";

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

const whatIsThere = async (client: Client) => thereSchema.parse((await client.query(WHAT_IS_THERE)).rows[0]);
const unused = async (client: Client, sql: string) =>
  unusedSchema.parse((await client.query(sql)).rows[0]).unused;

/**
 * Lets the stand-in sign in: makes the role where it is not there, else gives it the stand-in's password. Keeps what
 * was not there yet before anything is made, so that a crash leaves no doubt whose it is. Returns the record.
 */
export function prepareTraces(folder: string, settings: SandboxSettings): Promise<StandInRecord> {
  return asPlatform(settings, async (client) => {
    const there = await whatIsThere(client);
    const known = standInRecord(folder);
    const record: StandInRecord = {
      password: known?.password ?? password(),
      role: !there.role || known?.role === true,
      publication: !there.publication || known?.publication === true,
      // Where it makes the publication, Electric replaces the slot that it finds.
      slot: !there.slot || !there.publication || known?.slot === true,
    };
    keepStandIn(folder, record);
    await client.query((there.role ? changePassword : createRole)(record.password));
    if (there.role && record.role) await client.query(letAdminAlter);
    return record;
  });
}

async function dropRole(client: Client): Promise<void> {
  if (!(await unused(client, ROLE_UNUSED))) return;
  try {
    // One message is one transaction: the grant stays when the role does.
    await client.query(DROP_ROLE);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === DEPENDED_ON)) throw error;
  }
}

/**
 * Takes away what the stand-in made, so that the sandbox is as it was and keeps no WAL for nobody: the slot always,
 * publication and role unless somebody built on them. What an admin made stays. Does nothing where it was never started.
 */
export async function clearTraces(folder: string, settings: SandboxSettings): Promise<void> {
  const record = standInRecord(folder);
  if (record === null || !(record.role || record.publication || record.slot)) return;
  await asPlatform(settings, async (client) => {
    if (record.slot) await client.query(FREE_AND_DROP_SLOT);
    const mayDropPublication = record.publication && (await unused(client, PUBLICATION_UNUSED));
    if (mayDropPublication) await client.query(DROP_PUBLICATION);
    if (record.role) await dropRole(client);
    const left = await whatIsThere(client);
    keepStandIn(folder, {
      ...record,
      role: record.role && left.role,
      publication: record.publication && left.publication,
      slot: false,
    });
  });
}
