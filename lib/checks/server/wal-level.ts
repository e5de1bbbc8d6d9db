import { defineCheck } from "../define";
import { fail, pass } from "../finding";
import { parameterWay, pendingText } from "./pending";

export const serverWalLevel = defineCheck({
  id: "server.wal_level",
  title: "WAL carries logical changes",
  why: "Without wal_level = logical Postgres makes no logical replication slot; Electric stops for good with “Electric requires wal_level >= logical.”",
  source: "Electric 1.7.12, db_connection_error.ex 86-100; PostgreSQL docs 20.5.1",
  worst: "fail",
  act: { says: "Set wal_level to logical" },
  urgency: 80,
  foretells: ["create slot", "stream"],
  judge(snapshot) {
    const { server } = snapshot;
    if (server.walLevel === "logical") return pass("wal_level is logical.");
    return fail({
      found: `wal_level is ${server.walLevel}${pendingText(server, "wal_level")}`,
      needed: "wal_level = logical, which takes a restart",
      objects: ["wal_level"],
      ways: [parameterWay(snapshot, "wal_level", "logical")],
    });
  },
});
