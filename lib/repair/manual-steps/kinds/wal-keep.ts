import { ADVISED_WAL_KEEP, serverWalKeep } from "@/lib/checks/server/wal-keep";
import { bytes } from "@/lib/text/words";
import type { Kind } from "./kind";

/** max_slot_wal_keep_size: a limit, and one that an outage of Electric fits below. */
export const walKeep: Kind = ({ snapshot: { server }, open }) => {
  const finding = open.get(serverWalKeep.id);
  if (finding === undefined) return {};
  const limit = server.maxSlotWalKeepBytes;
  return {
    wishes: [
      {
        check: finding.id,
        name: "max_slot_wal_keep_size",
        to: ADVISED_WAL_KEEP,
        now: limit === null ? "-1 (no limit)" : bytes(limit),
        sum: `${ADVISED_WAL_KEEP} is above the 4 GB that PlanetScale asks for and within the 10 to 50 GB that Electric advises; the disk has to have room for it.`,
        why: "It is how much WAL a slot may keep while Electric is away: without a limit the disk can fill, and beyond the limit the slot is lost.",
        source: finding.source,
      },
    ],
  };
};
