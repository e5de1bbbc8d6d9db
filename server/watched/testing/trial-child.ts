import { Client } from "pg";
import { z } from "zod";
import { targetSchema } from "@/lib/target/schema";
import { loginTo } from "../faults/login-to";
import { runTrial } from "../trial/trial";

/**
 * A Headroom of its own that makes one trial and dies by SIGKILL at a given message of all of its sessions, right after that
 * is written to the server. Without a number it lives. Prints the messages, as JSON: statements, and `connect` for a new session.
 */
const [address = "", at] = process.argv.slice(2);
const fatal = Number(at);
const sent: string[] = [];

/** Counts a message, and dies after it has left: what was written in this turn of the loop has, by the next one. */
function count(message: string): void {
  sent.push(message);
  if (sent.length === fatal) setImmediate(() => process.kill(process.pid, "SIGKILL"));
}

const { query, connect } = Client.prototype;
Reflect.set(Client.prototype, "query", function counted(this: Client, ...given: unknown[]): unknown {
  count(String(given[0]));
  return Reflect.apply(query, this, given);
});
Reflect.set(Client.prototype, "connect", function counted(this: Client, ...given: unknown[]): unknown {
  count("connect");
  return Reflect.apply(connect, this, given);
});

const { port, database } = z.object({ port: z.number(), database: z.string() }).parse(JSON.parse(address));
const login = loginTo(port, database, "postgres");
await runTrial(login, {
  target: targetSchema.parse({ strategy: "member", environment: "development", poolSize: 4 }),
  own: loginTo(port, database, "electric"),
  pool: true,
});
process.stdout.write(JSON.stringify(sent));
process.exit(0);
