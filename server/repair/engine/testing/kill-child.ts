import { Client } from "pg";
import { localRuns } from "@/server/local-runs";
import { startRun } from "@/server/repair/runs/start";
import { closeStore } from "@/server/store/db";

/**
 * A Headroom of its own that starts one run and dies at a given statement, counted over the store and the watched
 * database alike: `before` it is sent, or `after`. Without a number it lives, and prints how many statements there were.
 */
const [databaseId, input = "", at, when] = process.argv.slice(2);
const fatal = Number(at);
let sent = 0;

const die = (): void => {
  process.kill(process.pid, "SIGKILL");
};

const query = Client.prototype.query;
Reflect.set(Client.prototype, "query", function counted(this: Client, ...given: unknown[]): unknown {
  sent += 1;
  if (sent === fatal && when === "before") die();
  const result: unknown = Reflect.apply(query, this, given);
  // What was written in this turn of the loop has left for the server by the next one.
  if (sent === fatal && when === "after") setImmediate(die);
  return result;
});

const ctx = { actor: { kind: "user", id: "a", role: "admin" } } as const;
const { runId } = await startRun(ctx, databaseId, JSON.parse(input));
await localRuns().runs.get(runId)?.done;
await closeStore();
process.stdout.write(`${sent}\n`);
process.exit(0);
