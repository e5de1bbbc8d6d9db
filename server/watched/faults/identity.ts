import "server-only";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** CRC-32C (Castagnoli), which Postgres keeps of its control file, by byte. */
const TABLE = Uint32Array.from({ length: 256 }, (_nothing, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  return crc;
});

/** Returns the offset of the checksum of a control file's bytes before it: it differs from version to version. */
function checksumAt(control: Buffer): number {
  let state = 0xffffffff;
  for (const [offset, byte] of control.entries()) {
    const crc = ~state >>> 0;
    // The identifier alone is 8 bytes; the last 4 bytes could hold a checksum.
    if (offset >= 8 && offset + 4 <= control.length && control.readUInt32LE(offset) === crc) return offset;
    state = (TABLE[(state ^ byte) & 0xff] ?? 0) ^ (state >>> 8);
  }
  throw new Error("The control file has no checksum where one is looked for.");
}

/** Returns the CRC-32C of bytes. */
function crcOf(bytes: Buffer): number {
  let state = 0xffffffff;
  for (const byte of bytes) state = (TABLE[(state ^ byte) & 0xff] ?? 0) ^ (state >>> 8);
  return ~state >>> 0;
}

/** Place of the identifier in the header of a WAL segment, after the 24 bytes of every page's (xlog_internal.h). */
const IN_SEGMENT = 24;

/**
 * Gives a copied data directory of a server that is stopped a system identifier of its own, in a hundredth of the time of
 * initdb: the copy's one and `sibling`. It stands at the beginning of the control file (pg_control.h) and in the header of each
 * WAL segment.
 */
export function changeIdentity(dataDir: string, sibling: number): void {
  const file = path.join(dataDir, "global", "pg_control");
  const control = readFileSync(file);
  const offset = checksumAt(control);
  const identifier = control.readBigUInt64LE(0) + BigInt(sibling);
  control.writeBigUInt64LE(identifier, 0);
  control.writeUInt32LE(crcOf(control.subarray(0, offset)), offset);
  writeFileSync(file, control);
  const wal = path.join(dataDir, "pg_wal");
  for (const name of readdirSync(wal).filter((entry) => /^[0-9A-F]{24}$/.test(entry))) {
    const segment = readFileSync(path.join(wal, name));
    segment.writeBigUInt64LE(identifier, IN_SEGMENT);
    writeFileSync(path.join(wal, name), segment);
  }
}
