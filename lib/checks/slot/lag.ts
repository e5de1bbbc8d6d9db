import { settingWay } from "@/lib/postgres/setting-way";
import { defineCheck } from "../define";
import { notApplicable, pass, warn } from "../finding";
import { bytes, dayAndTime } from "@/lib/text/words";
import { grownWhileStanding } from "./growth";
import { dropSlot, judgeSlot } from "./own";

const GB = 1024 ** 3;

/** The least that max_slot_wal_keep_size should be (PlanetScale docs, logical-cdc): more is much to keep. */
export const MOST_RETAINED = 4 * GB;
/** Unconfirmed WAL that takes Electric minutes to read. */
export const MOST_LAG = GB;

/** Returns how much WAL may be kept before it is said: half of what Postgres keeps at most, and never over 4 GB. */
export const retainedLimit = (keep: number | null): number =>
  Math.min(MOST_RETAINED, keep === null ? Infinity : keep / 2);

export const slotLag = defineCheck({
  id: "slot.lag",
  title: "Electric keeps up with the WAL",
  why: "Postgres keeps every byte of WAL until Electric has confirmed it. A growing rest means clients see old data, a filling disk, and in the end a slot that is lost.",
  source: "Electric 1.7.12, postgres/replication_client.ex 465-497; PostgreSQL docs, pg_replication_slots",
  worst: "warn",
  act: { says: "Find out why Electric lags", page: "replication" },
  momentary: true,
  whyNotFixed: "It goes away when Electric reads on, or with the slot.",
  judge(snapshot, target, known) {
    return judgeSlot(snapshot, target, (slot) => {
      if (slot.walStatus === "lost")
        return notApplicable(`${slot.name} is lost; slot.state says what to do.`);
      const keep = snapshot.server.maxSlotWalKeepBytes;
      const most = retainedLimit(keep);
      const retained = slot.retainedBytes ?? 0;
      const lag = slot.lagBytes ?? 0;
      const grown = grownWhileStanding(slot, known.slot, snapshot.takenAt)?.bytes ?? null;
      const over = [
        ...(retained > most ? [`Postgres keeps ${bytes(retained)} of WAL for ${slot.name}`] : []),
        ...(grown !== null && known.slot !== undefined
          ? [
              `${slot.name} stands at ${slot.confirmedFlushLsn} since ${dayAndTime(known.slot.at)} or before, and ${bytes(grown)} more of WAL are kept for it`,
            ]
          : []),
        ...(lag > MOST_LAG ? [`Electric has not confirmed the last ${bytes(lag)}`] : []),
      ];
      if (over.length === 0) return pass(`${bytes(retained)} of WAL kept, ${bytes(lag)} not confirmed yet.`);
      const limit = settingWay(snapshot.connection.provider, "max_slot_wal_keep_size", "10GB");
      return warn({
        found: over.join("; "),
        needed: `at most ${bytes(most)} kept and ${bytes(MOST_LAG)} not confirmed${grown === null ? "" : ", and a slot that moves on"}`,
        objects: [slot.name],
        ways: [
          {
            says: slot.active
              ? "Electric reads: look whether it keeps up (its CPU and disk), and whether one long transaction holds the rest back (slot.blockers)."
              : "Nothing reads the slot: start Electric.",
          },
          ...(keep === null
            ? [
                {
                  ...limit,
                  says: `Or limit what a slot may keep, so that the disk cannot fill; beyond it the slot is lost and Electric serves its shapes anew. ${limit.says}`,
                },
              ]
            : []),
          { says: "Or drop the slot, if Electric is not to come back to it.", sql: dropSlot(slot.name) },
        ],
      });
    });
  },
});
