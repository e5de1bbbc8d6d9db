import { settingWay } from "@/lib/postgres/setting-way";
import { isUnseen } from "@/lib/snapshot/seen";
import { defineCheck } from "../define";
import { fail, pass, unknown, warn } from "../finding";
import { ownSlot } from "./own-slot";

export const serverWalSenders = defineCheck({
  id: "server.wal_senders",
  title: "A walsender is free",
  why: "Each Electric streams through one walsender, which counts against max_wal_senders and nothing else; during a rolling deploy the second instance waits on one of its own.",
  source: "Electric 1.7.12 observed; PostgreSQL docs 20.6.1",
  worst: "fail",
  judge({ server, slots, walSenders, connection }, target) {
    if (isUnseen(walSenders))
      return unknown({ found: "The walsenders could not be seen.", grant: walSenders.grant });
    const own = !isUnseen(slots) && ownSlot(slots, target)?.active === true ? 1 : 0;
    const max = server.maxWalSenders;
    const free = Math.max(0, max - walSenders) + own;
    const found = `${free} for Electric${own === 0 ? "" : ", its own included"} (${walSenders} of ${max} in use)`;
    if (free >= 2) return pass(`${found}.`);
    const others = walSenders - own;
    const told = {
      found,
      needed: `max_wal_senders of at least ${others + 2} (${others} others + 2 for Electric)`,
      objects: ["max_wal_senders"],
      ways: [
        settingWay(connection.provider, "max_wal_senders", Math.max(10, others + 2)),
        { says: "Or stop replication clients that are not needed; pg_stat_replication lists them." },
      ],
    };
    return free === 0 ? fail(told) : warn(told);
  },
});
