import "server-only";
import { drizzle } from "drizzle-orm/node-postgres";
import type { PoolClient } from "pg";
import { recordAudit } from "../audit/record";
import { readChain } from "../audit/verify";
import { operator } from "../context";
import { ring } from "../secrets/keys";
import { isSameText } from "../secrets/same-text";
import { finishUnder } from "../secrets/rekey";
import type { Resealed } from "../secrets/reseal";
import { withPatience, type Tx } from "../store/db";
import { MIGRATION_LOCK } from "../store/migrate";
import * as schema from "../store/schema";
import { keepVersion, newestMigration } from "../store/versions";
import { refuseFullStore } from "./empty-store";
import { proofOf, type Trailer } from "./format";
import { loadBackup } from "./load";
import type { TableDone } from "./make";
import { knownMigrations, migrateBetween } from "./migrate-to";
import { BackupProblem } from "./problem";
import type { WholeBackup } from "./read";

const NO_DATABASE = { id: null, name: "" };

/** Deliveries of alerts that were under way: what they tell of is over. */
const SETTLE = `UPDATE alert_deliveries SET state = 'failed', says = 'Not sent: the store was restored from a backup.'
  WHERE state IN ('waiting', 'queued')`;

/** Refuses a backup that another key made, that was altered by a person without the key, or that is newer. @throws BackupProblem */
export function requireOwnBackup({ header, seal }: WholeBackup): void {
  if (header.migration > newestMigration())
    throw new BackupProblem(
      `The backup was made by Headroom ${header.version}, which is newer than this one. Restore it with that version or a newer one. Nothing was restored.`,
    );
  if (!knownMigrations().includes(header.migration))
    throw new BackupProblem(
      `The backup was made by Headroom ${header.version}, whose store this version does not know. Restore it with that version. Nothing was restored.`,
    );
  const key = ring().find(({ id }) => id === header.keyId);
  if (key === undefined)
    throw new BackupProblem(
      "The backup was made with another key than those in use. Set HEADROOM_SECRET_PREVIOUS to the secret of the Headroom that made it; its secrets are then encrypted with the key of this one. Nothing was restored.",
    );
  if (!isSameText(proofOf(key, seal.sha256), seal.hmac))
    throw new BackupProblem(
      "The backup was altered: its seal is not the one that its Headroom made. Nothing was restored.",
    );
}

/** Compares the audit log as it was loaded with what the backup says of it. @throws BackupProblem */
async function verifyLog(tx: Tx, { audit }: Trailer): Promise<void> {
  const { rows, head, flaw } = await readChain(tx);
  if (flaw !== null || rows !== audit.rows || (head?.hash ?? null) !== audit.head)
    throw new BackupProblem("The audit log of the backup does not verify. Nothing was restored.");
}

export type Restored = WholeBackup & { secrets: Resealed };

async function restoreIn(
  client: PoolClient,
  file: string,
  seen: WholeBackup,
  onTable: TableDone,
): Promise<Restored> {
  await refuseFullStore(client);
  const whole = await loadBackup(client, file, onTable);
  if (whole.seal.sha256 !== seen.seal.sha256)
    throw new BackupProblem("The backup changed while it was read. Nothing was restored.");
  await migrateBetween(client, whole.header.migration, newestMigration());
  await keepVersion(client);
  await client.query(SETTLE);
  const tx: Tx = drizzle(client, { schema });
  await verifyLog(tx, whole.trailer);
  const secrets = await finishUnder(tx, ring());
  await recordAudit(tx, operator, {
    action: "restore a backup",
    database: NO_DATABASE,
    detail: { takenAt: whole.header.takenAt, version: whole.header.version, secrets: secrets.moved },
  });
  return { ...whole, secrets };
}

/**
 * Restores a backup into an empty store, in one transaction: it is there whole or not at all. The secrets are encrypted with the key in
 * use, an older backup is migrated, the audit log is verified. `seen` is the backup as it was read before.
 * @throws BackupProblem with nothing restored
 */
export async function restoreBackup(
  file: string,
  seen: WholeBackup,
  onTable: TableDone = () => undefined,
): Promise<Restored> {
  requireOwnBackup(seen);
  return withPatience(async (_db, client) => {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await client.query("BEGIN");
    try {
      const restored = await restoreIn(client, file, seen, onTable);
      await client.query("COMMIT");
      return restored;
    } catch (error) {
      await client.query("ROLLBACK");
      throw error;
    }
  });
}
