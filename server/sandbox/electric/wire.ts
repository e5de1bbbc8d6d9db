import "server-only";

/** Microseconds between 1970 and 2000, from which Postgres counts (PostgreSQL docs 54.4). */
const EPOCH_2000 = 946_684_800_000_000n;

/** Messages of a walsender between CopyBoth and its end (PostgreSQL docs 54.4, "START_REPLICATION"). */
export type Said = {
  /** How far the server has sent WAL. */
  upTo: bigint;
  /** The walsender wants to hear from us at once, or ends the connection. */
  wantsReply: boolean;
};

/** Returns what a message of the stream says: XLogData (w) or keepalive (k); null for another one. */
export function readStream(chunk: Buffer): Said | null {
  const kind = chunk.toString("latin1", 0, 1);
  if (kind === "k") return { upTo: chunk.readBigUInt64BE(1), wantsReply: chunk.readUInt8(17) === 1 };
  if (kind === "w") return { upTo: chunk.readBigUInt64BE(9), wantsReply: false };
  return null;
}

/** Returns a standby status update in its CopyData frame: all WAL up to `upTo` was received, written and applied. */
export function statusUpdate(upTo: bigint, now: number): Buffer {
  const frame = Buffer.alloc(1 + 4 + 34);
  frame.write("d", 0, "latin1");
  frame.writeInt32BE(4 + 34, 1);
  frame.write("r", 5, "latin1");
  for (const at of [6, 14, 22]) frame.writeBigUInt64BE(upTo, at);
  frame.writeBigInt64BE(BigInt(now) * 1000n - EPOCH_2000, 30);
  return frame;
}
