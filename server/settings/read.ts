import "server-only";
import { eq } from "drizzle-orm";
import { SETTINGS, type Setting, type SettingKey } from "@/lib/settings/settings";
import { db, type Tx } from "../store/db";
import { settings } from "../store/schema";

/** Returns a setting, its defaults where it was never set. @throws z.ZodError for a stored value of another shape */
export async function readSetting<Key extends SettingKey>(key: Key, tx: Tx = db()): Promise<Setting<Key>> {
  const [row] = await tx.select({ value: settings.value }).from(settings).where(eq(settings.key, key));
  return SETTINGS[key].parse(row?.value ?? {});
}
