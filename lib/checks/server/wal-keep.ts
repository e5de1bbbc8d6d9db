import { settingWay } from "@/lib/postgres/setting-way";
import { defineCheck } from "../define";
import { pass, warn } from "../finding";
import { bytes } from "@/lib/text/words";

/** PlanetScale docs, integrations/logical-cdc: more than 4 GB; Electric docs, guides/troubleshooting: 10 to 50 GB. */
const LEAST = 4 * 1024 ** 3;

/** Advised value: within what both name. */
export const ADVISED_WAL_KEEP = "10GB";

export const serverWalKeep = defineCheck({
  id: "server.wal_keep",
  title: "WAL kept for slots is limited, and enough",
  why: "A slot that nothing reads keeps WAL until the disk is full, unless max_slot_wal_keep_size stops it; with too little, a short outage of Electric costs the slot, and every client fetches everything again.",
  source: "Electric docs, guides/troubleshooting; PostgreSQL docs 20.6.1",
  worst: "warn",
  act: { says: "Set max_slot_wal_keep_size" },
  judge({ server, connection }) {
    const limit = server.maxSlotWalKeepBytes;
    if (limit !== null && limit >= LEAST) return pass(`At most ${bytes(limit)} are kept for a slot.`);
    return warn({
      found:
        limit === null
          ? "max_slot_wal_keep_size is -1: WAL is kept without limit, and the disk can fill"
          : `max_slot_wal_keep_size is ${bytes(limit)}`,
      needed: "a limit of 4 GB or more that the disk can bear; 10 to 50 GB is usual",
      objects: ["max_slot_wal_keep_size"],
      ways: [settingWay(connection.provider, "max_slot_wal_keep_size", ADVISED_WAL_KEEP)],
    });
  },
});
