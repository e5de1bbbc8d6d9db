import { serverWalLevel } from "@/lib/checks/server/wal-level";
import type { Kind } from "./kind";

/** wal_level, which every provider turns on in a way of its own. */
export const walLevel: Kind = ({ snapshot: { server }, open }) => {
  const finding = open.get(serverWalLevel.id);
  if (finding === undefined) return {};
  return {
    wishes: [
      {
        check: finding.id,
        name: "wal_level",
        to: "logical",
        now: server.walLevel,
        sum: "minimal and replica leave logical changes out of the WAL; only logical has them.",
        why: "Without it Postgres makes no logical replication slot, and Electric does not start.",
        source: finding.source,
      },
    ],
  };
};
