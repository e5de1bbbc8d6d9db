import "server-only";
import { constants } from "node:buffer";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type { z } from "zod";
import { isAbort } from "@/lib/log/unlogged";
import { parseJson } from "@/lib/text/json";
import {
  FORMAT,
  headerSchema,
  sealSchema,
  tableSchema,
  trailerSchema,
  type Header,
  type Seal,
  type Table,
  type Trailer,
} from "./format";
import { BackupProblem } from "./problem";

/** Receives a backup's parts in their order. */
export type BackupReader = {
  header(header: Header): Promise<void>;
  table(table: Table): Promise<void>;
  row(row: string): Promise<void>;
};

/** A backup that is whole: what is in it, and its seal. */
export type WholeBackup = { header: Header; trailer: Trailer; seal: Seal };

const DAMAGED =
  "The backup is damaged: it was cut off or altered. Nothing was restored. Take another copy of it.";
const NO_BACKUP = "The file is no backup of Headroom.";
const NEWLINE = 0x0a;
/** A header has some 200 bytes; a longer first line is of another file. */
const MOST_HEADER = 64 * 1024;

/**
 * Splits bytes into lines. A line can be megabytes and come in many pieces, and is no longer than a text of this program can be: some
 * kilobytes of gzip can be gigabytes without a line feed, and nothing is known of a file before its seal.
 */
async function* linesIn(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  let waiting = 0;
  let most = MOST_HEADER;
  for await (const chunk of source) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      yield Buffer.concat([...pieces, chunk.subarray(start, end)]);
      pieces = [];
      waiting = 0;
      most = constants.MAX_STRING_LENGTH;
      start = end + 1;
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start));
    waiting += chunk.length - start;
    if (waiting > most) throw new BackupProblem(most === MOST_HEADER ? NO_BACKUP : DAMAGED);
  }
  // Each line of a whole backup ends with a line feed.
  if (pieces.length > 0) throw new BackupProblem(DAMAGED);
}

/** Zlib's errors (ERR_… of Node, Z_… of the library) say that the file is no gzip, or cut off, or altered. */
const isZlib = (error: unknown): boolean =>
  error instanceof Error && "code" in error && typeof error.code === "string" && /^Z_/.test(error.code);

const isFileError = (error: unknown): error is Error =>
  error instanceof Error && "syscall" in error && "path" in error;

/** The state of reading: what was seen, so that each part comes at its place and none is missing. */
class Parser {
  header: Header | null = null;
  trailer: Trailer | null = null;
  seal: Seal | null = null;
  readonly #rows: Record<string, number> = {};
  readonly #hash = createHash("sha256");
  #table: string | null = null;

  constructor(readonly reader: BackupReader) {}

  async take(line: Buffer): Promise<void> {
    const value = parseJson(line.toString("utf8"));
    if (this.seal !== null) throw new BackupProblem(DAMAGED);
    if (this.trailer !== null) return this.#end(value);
    this.#hash.update(line).update("\n");
    if (this.header === null) return this.#begin(value);
    if (typeof value === "string") return this.#row(value);
    const table = tableSchema.safeParse(value);
    if (table.success) {
      this.#table = table.data.table;
      this.#rows[this.#table] = 0;
      return this.reader.table(table.data);
    }
    this.trailer = parsed(trailerSchema, value);
  }

  async #begin(value: unknown): Promise<void> {
    const known = headerSchema.safeParse(value);
    if (!known.success) throw new BackupProblem(NO_BACKUP);
    if (known.data.format > FORMAT)
      throw new BackupProblem(
        `The backup was made by Headroom ${known.data.version}, in a format that this version does not know. Restore it with that version or a newer one.`,
      );
    this.header = known.data;
    return this.reader.header(known.data);
  }

  async #row(row: string): Promise<void> {
    if (this.#table === null) throw new BackupProblem(DAMAGED);
    this.#rows[this.#table] = (this.#rows[this.#table] ?? 0) + 1;
    return this.reader.row(row);
  }

  #end(value: unknown): void {
    this.seal = parsed(sealSchema, value);
    const counted = JSON.stringify(this.#rows) === JSON.stringify(this.trailer?.rows);
    if (!counted || this.#hash.digest("hex") !== this.seal.sha256) throw new BackupProblem(DAMAGED);
  }
}

function parsed<Value>(schema: z.ZodType<Value>, value: unknown): Value {
  const result = schema.safeParse(value);
  if (!result.success) throw new BackupProblem(DAMAGED);
  return result.data;
}

const nothing = async (): Promise<void> => undefined;
const NO_READER: BackupReader = { header: nothing, table: nothing, row: nothing };

/**
 * Reads a backup from its first line to its seal, and returns what it is.
 * @throws BackupProblem for a file that is none, is cut off or altered, or of a newer format
 */
export async function readBackup(file: string, reader: BackupReader = NO_READER): Promise<WholeBackup> {
  const parser = new Parser(reader);
  const stopped: { by?: unknown } = {};
  try {
    await pipeline(createReadStream(file), createGunzip(), async (source: AsyncIterable<Buffer>) => {
      try {
        for await (const line of linesIn(source)) await parser.take(line);
      } catch (error) {
        stopped.by = error;
        throw error;
      }
    });
  } catch (thrown) {
    // The pipeline may tell of the streams that it aborted instead of the error for which it did.
    const error = stopped.by === undefined || isAbort(stopped.by) ? thrown : stopped.by;
    if (isZlib(error))
      throw new BackupProblem(
        parser.header === null ? "The file is no backup of Headroom, or is damaged." : DAMAGED,
      );
    if (isFileError(error)) throw new BackupProblem(`The backup cannot be read: ${error.message}.`);
    throw error;
  }
  const { header, trailer, seal } = parser;
  if (header === null || trailer === null || seal === null) throw new BackupProblem(DAMAGED);
  return { header, trailer, seal };
}
