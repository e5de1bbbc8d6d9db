import { closedTo } from "@/lib/failure/closed";
import { displayName } from "@/lib/postgres/identifier";
import { failureText } from "@/lib/failure/failure";
import type { Connection } from "@/lib/snapshot/connection";
import { defineConnectionCheck } from "../define";
import { fail, pass, unknown, warn } from "../finding";
import { listed } from "@/lib/text/words";

const SLOW_MS = 1000;

const stagesOf = ({ stages }: Connection): string =>
  stages
    .filter(({ status }) => status === "ok")
    .map(({ stage, ms }) => `${stage} ${Math.round(ms)} ms`)
    .join(", ");

export const connectionReachable = defineConnectionCheck({
  id: "connection.reachable",
  title: "The server can be reached",
  why: "Electric opens all of its connections at the start and cannot work without a single one of them.",
  source: "Electric 1.7.12, connection/manager.ex and db_connection_error.ex",
  worst: "fail",
  act: {
    says: "Restore the connection to the server",
    page: "readiness",
    warns: "Find out why connecting is slow",
  },
  urgency: 10,
  judge(connection) {
    const closed = closedTo(connection);
    if (closed !== null)
      return unknown({
        found: `There is a session, and its role ${displayName(closed.role)} may not look at ${listed(closed.names)}.`,
        needed: "a role that may read the catalogues",
        objects: closed.objects,
        grant: closed.grant,
      });
    if (connection.failure !== null) {
      const { what, why, next, sql } = failureText(connection);
      return fail({
        found: `${what} ${why}`,
        needed: "a session with the database",
        objects: [`${connection.host}:${connection.port}`],
        ways: [sql === undefined ? { says: next } : { says: next, sql }],
      });
    }
    const took = `${(connection.totalMs / 1000).toFixed(1)} s until the first answer (${stagesOf(connection)})`;
    if (connection.totalMs > SLOW_MS)
      return warn({
        found: took,
        needed: "under 1 s",
        objects: [`${connection.host}:${connection.port}`],
        ways: [
          { says: "Run Electric in the region of the database: every change travels this way." },
          {
            says: "If only dns is slow, look into the name server; if only login is, into the load of the server.",
          },
        ],
      });
    return pass(`Reached in ${Math.round(connection.totalMs)} ms (${stagesOf(connection)}).`);
  },
});
