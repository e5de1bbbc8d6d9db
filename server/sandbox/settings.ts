import "server-only";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { freePort } from "../embedded/cluster";

const settingsSchema = z.object({
  /** Stays the same over restarts, because the profile of the sandbox names it. */
  port: z.number(),
  /** The platform's superuser, the customer's admin (`postgres`) and the application. */
  passwords: z.object({ platform: z.string(), admin: z.string(), shop: z.string() }),
});

export type SandboxSettings = z.infer<typeof settingsSchema>;

const password = () => randomBytes(18).toString("base64url");

/**
 * Returns the sandbox's port and passwords, made at random the first time and kept in `<folder>/settings.json` with
 * mode 0600.
 */
export async function sandboxSettings(folder: string): Promise<SandboxSettings> {
  const file = path.join(folder, "settings.json");
  if (existsSync(file)) return settingsSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  const settings: SandboxSettings = {
    port: await freePort(),
    passwords: { platform: password(), admin: password(), shop: password() },
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify(settings), { mode: 0o600 });
  return settings;
}
