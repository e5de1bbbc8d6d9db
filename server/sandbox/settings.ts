import "server-only";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { STAND_IN_ROLE, STAND_IN_STREAM_ID } from "@/lib/sandbox/stand-in";
import { freePort } from "../embedded/cluster";

const settingsSchema = z.object({
  /** Stays the same over restarts, because the database of the sandbox names it. */
  port: z.number(),
  /** The platform's superuser, the customer's admin (`postgres`) and the application. */
  passwords: z.object({ platform: z.string(), admin: z.string(), shop: z.string() }),
  /** Of the Electric stand-in, once it was started: its password, and what was not there before it, so is its own. */
  standIn: z
    .object({
      password: z.string(),
      role: z.boolean(),
      publication: z.boolean(),
      slot: z.boolean(),
      /** Names of their kinds; those of before 2026-12 have Electric's defaults. */
      names: z
        .object({ role: z.string(), streamId: z.string() })
        .default({ role: STAND_IN_ROLE, streamId: STAND_IN_STREAM_ID }),
    })
    .optional(),
});

export type SandboxSettings = z.infer<typeof settingsSchema>;
export type StandInRecord = NonNullable<SandboxSettings["standIn"]>;

const settingsFile = (folder: string) => path.join(folder, "settings.json");
const read = (file: string) => settingsSchema.parse(JSON.parse(readFileSync(file, "utf8")));

/** Returns a random password. */
export const password = () => randomBytes(18).toString("base64url");

/**
 * Returns the sandbox's port and passwords, made at random the first time and kept in `<folder>/settings.json` with
 * mode 0600.
 */
export async function sandboxSettings(folder: string): Promise<SandboxSettings> {
  const file = settingsFile(folder);
  if (existsSync(file)) return read(file);
  const settings: SandboxSettings = {
    port: await freePort(),
    passwords: { platform: password(), admin: password(), shop: password() },
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(settings), { mode: 0o600 });
  return settings;
}

/** Returns what is known of the stand-in of the sandbox under `folder`; null when it was never started. */
export const standInRecord = (folder: string): StandInRecord | null =>
  read(settingsFile(folder)).standIn ?? null;

/** Keeps what is known of the stand-in, whole or not at all. */
export function keepStandIn(folder: string, standIn: StandInRecord): void {
  const file = settingsFile(folder);
  writeFileSync(`${file}.new`, JSON.stringify({ ...read(file), standIn }), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
