import "server-only";
import type { Setting, SettingKey } from "@/lib/settings/settings";
import type { Tx } from "../store/db";
import { settings } from "../store/schema";

/** Stores a setting within the transaction of the verb that changes it, which writes the audit line. */
export async function writeSetting<Key extends SettingKey>(
  tx: Tx,
  key: Key,
  value: Setting<Key>,
): Promise<void> {
  const updatedAt = new Date();
  await tx
    .insert(settings)
    .values({ key, value, updatedAt })
    .onConflictDoUpdate({ target: settings.key, set: { value, updatedAt } });
}
