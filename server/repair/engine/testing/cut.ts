import "server-only";
import { Client } from "pg";

type Cut = { at: number; when: "before" | "after" };

/** Breaks a client's connection as a network does: nothing is said to either side. */
function sever(client: Client): void {
  const connection: unknown = Reflect.get(client, "connection");
  const stream: unknown =
    typeof connection === "object" && connection ? Reflect.get(connection, "stream") : null;
  if (typeof stream === "object" && stream !== null) {
    const destroy: unknown = Reflect.get(stream, "destroy");
    if (typeof destroy === "function") Reflect.apply(destroy, stream, []);
  }
}

/**
 * Does some work in which the connection of the n-th statement, of the store or of the watched database, is cut before or
 * after it is sent; without a cut it only counts. Returns how many statements there were.
 */
export async function cutting(cut: Cut | null, work: () => Promise<void>): Promise<number> {
  const query = Client.prototype.query;
  let sent = 0;
  Reflect.set(Client.prototype, "query", function counted(this: Client, ...given: unknown[]): unknown {
    sent += 1;
    const now = sent === cut?.at;
    if (now && cut.when === "before") sever(this);
    const result: unknown = Reflect.apply(query, this, given);
    if (now && cut.when === "after") setImmediate(() => sever(this));
    return result;
  });
  try {
    await work();
  } finally {
    Reflect.set(Client.prototype, "query", query);
  }
  return sent;
}
