import "server-only";
import { Client } from "pg";
import type { Connection } from "@/lib/snapshot/connection";
import type { Snapshot } from "@/lib/snapshot/schema";
import type { Target } from "@/lib/target/schema";
import type { Login } from "./login";
import { look } from "./look";
import { CLOSE_TRANSACTION, OPEN_TRANSACTION } from "./sql/transaction";

// Stands in until connect.ts is there: a plain session, no stages, no failures.
type Options = { onConnection?: (connection: Connection) => void; previous?: Snapshot };

export async function visit(login: Login, target: Target, options: Options): Promise<Snapshot> {
  const { host, port, database, user, sslmode } = login;
  const client = new Client({ host, port, database, user, application_name: "headroom" });
  const connection: Connection = {
    host,
    port,
    database,
    user,
    sslmode,
    provider: "other",
    address: host,
    loopback: true,
    stages: [],
    totalMs: 0,
    encrypted: false,
    certificateVerified: false,
    pooler: { suspected: [], proven: [] },
    urlFlaws: [],
    failure: null,
  };
  options.onConnection?.(connection);
  await client.connect();
  try {
    const seen = await look(client, target, {
      before: OPEN_TRANSACTION,
      after: CLOSE_TRANSACTION,
    });
    return { takenAt: new Date().toISOString(), reached: true, connection, electric: null, ...seen };
  } finally {
    await client.end();
  }
}
