import "server-only";
import type { Client } from "pg";

/** Returns the texts of a tuple of pgoutput (PostgreSQL docs, 54.9 TupleData); null for NULL and for what is left out. */
function textsOf(tuple: Buffer): (string | null)[] {
  const texts: (string | null)[] = [];
  let at = 2;
  for (let left = tuple.readInt16BE(0); left > 0; left -= 1) {
    const kind = tuple.toString("latin1", at, at + 1);
    at += 1;
    if (kind !== "t") {
      texts.push(null);
      continue;
    }
    const length = tuple.readInt32BE(at);
    texts.push(tuple.toString("utf8", at + 4, at + 4 + length));
    at += 4 + length;
  }
  return texts;
}

/** Returns the rows that were inserted since a pgoutput slot was made, as it would send them to Electric. */
export async function insertedRows(
  client: Client,
  slot: string,
  publication: string,
): Promise<(string | null)[][]> {
  const { rows } = await client.query<{ data: Buffer }>(
    "SELECT data FROM pg_logical_slot_peek_binary_changes($1, NULL, NULL, 'proto_version', '1', 'publication_names', $2)",
    [slot, publication],
  );
  // I, the relation's oid, N, the tuple.
  return rows
    .filter(({ data }) => data.toString("latin1", 0, 1) === "I")
    .map(({ data }) => textsOf(data.subarray(6)));
}
