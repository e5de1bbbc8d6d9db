import "server-only";
import { Client, type ClientConfig } from "pg";
import { fallback } from "@/lib/log/unlogged";

type Door = {
  /** Of the sandbox, when it is left out. */
  host?: string;
  database?: string;
  port: number;
  user: string;
  password: string;
  /** All roles but the platform's need TLS here; the certificate is signed by itself. */
  tls: boolean;
  applicationName?: string;
  /** A walsender of the database, as Electric's replication connection is. */
  replication?: boolean;
};

/** Returns a client of the sandbox's database that is not connected yet; an error that is not awaited ends nothing. */
export function sandboxClient({
  host = "127.0.0.1",
  database = "postgres",
  port,
  user,
  password,
  tls,
  applicationName,
  replication,
}: Door): Client {
  const config: ClientConfig & { replication?: string } = {
    host,
    port,
    user,
    password,
    database,
    application_name: applicationName,
    ssl: tls && { rejectUnauthorized: false },
    // Known to the driver, not to its types.
    ...(replication === true && { replication: "database" }),
  };
  const client = new Client(config);
  client.on("error", fallback(undefined, "the statement under way fails with it, and the next one too"));
  return client;
}
