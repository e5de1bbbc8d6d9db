import "server-only";
import path from "node:path";
import { count } from "@/lib/text/words";
import { layout } from "@/lib/report/layout";
import { makeBackup, type TableDone } from "../backup/make";
import { readBackup } from "../backup/read";
import { requireOwnBackup, restoreBackup, type Restored } from "../backup/restore";
import { recordAudit } from "../audit/record";
import { operator } from "../context";
import { checkKey } from "../secrets/check-key";
import { useRetiredKeys } from "../secrets/keys";
import { db } from "../store/db";
import type { Surroundings } from "./login";
import { inWords, onStore } from "./on-store";
import type { BackupWish, RestoreWish } from "./store-options";

type Answer = { text: string; status: 0 | 1 };

/** Returns what says that a table is done, where it has any row. */
const tableTeller =
  ({ tell }: Surroundings): TableDone =>
  (table, rows) => {
    if (rows > 0) tell(`  ${table}: ${count(rows, "row", "rows")}\n`);
  };

const total = (rows: Readonly<Record<string, number>>): number =>
  Object.values(rows).reduce((sum, one) => sum + one, 0);

/** Makes a backup, reads it again to its seal, and returns what to print. Servers may run meanwhile. */
export async function runBackup({ file }: BackupWish, around: Surroundings): Promise<Answer> {
  const place = path.resolve(file);
  const { header, trailer } = await onStore("beside", around, async () => {
    await checkKey();
    await db().transaction((tx) =>
      recordAudit(tx, operator, { action: "make a backup", database: { id: null, name: "" }, detail: {} }),
    );
    await makeBackup(place, tableTeller(around));
    const whole = await readBackup(place);
    requireOwnBackup(whole);
    return whole;
  });
  const lines = [
    `DONE: ${place}, ${count(total(trailer.rows), "row", "rows")} of ${header.takenAt}, read again and whole.`,
    "Its secrets stay encrypted: keep HEADROOM_SECRET, or the file `secret` of the data folder, in another place than the backup.",
  ];
  return { text: `${layout(lines, around.width)}\n`, status: 0 };
}

function restoredLines({ header, trailer, secrets }: Restored): string[] {
  return [
    `DONE: ${count(total(trailer.rows), "row", "rows")} of ${header.takenAt}, made by Headroom ${header.version}. The audit log verifies, with ${count(trailer.audit.rows, "entry", "entries")}.`,
    `${count(secrets.moved, "secret was", "secrets were")} encrypted with the key of this Headroom.${secrets.moved > 0 ? " HEADROOM_SECRET_PREVIOUS is not needed any more." : ""}`,
    ...(secrets.closed.length === 0
      ? []
      : [
          `${count(secrets.closed.length, "secret", "secrets")} could not be decrypted in the backup already, and have to be typed again.`,
        ]),
    "Every session is over, and invitations and reset links are void. What was removed or revoked since the backup is there again: look through Team and Settings, Sharing.",
    "Watching and alerts begin with the next start. Start this Headroom only when the one of the backup no longer runs, or both send alerts.",
  ];
}

/** Restores a backup into an empty store, and returns what to print. */
export async function runRestore({ file }: RestoreWish, around: Surroundings): Promise<Answer> {
  const place = path.resolve(file);
  // Before a store is opened, so that a file that is no backup leaves nothing behind.
  const whole = await readBackup(place).catch((error: unknown) => {
    throw inWords(error);
  });
  const restored = await onStore("new", around, () => {
    useRetiredKeys();
    return restoreBackup(place, whole, tableTeller(around));
  });
  return {
    text: `${layout(restoredLines(restored), around.width)}\n`,
    status: restored.secrets.closed.length === 0 ? 0 : 1,
  };
}
