import "server-only";
import { plain } from "./failure";
import { trouble, type Trouble } from "./trouble";

/**
 * Most bytes of a server's first message, by its type: Authentication, ErrorResponse, NoticeResponse (PostgreSQL docs,
 * 53.7).
 */
const MOST: Record<string, number> = { R: 2_000, E: 30_000, N: 30_000 };

/** Ways to prove who one is that need no more than a password: trust, cleartext, MD5, SASL. */
const SPOKEN = new Set([0, 3, 5, 10]);
const NAMES: Record<number, string> = { 2: "Kerberos V5", 7: "GSSAPI", 9: "SSPI" };

/** Returns the first words of something that is not Postgres. */
export const greetingOf = (bytes: Buffer): string =>
  plain(
    (
      bytes
        .subarray(0, 64)
        .toString("latin1")
        .split(/[\r\n]/)[0] ?? ""
    ).replace(/[^\x20-\x7e]+/g, " "),
  );

const lengthOf = (bytes: Buffer): number => (bytes.length < 5 ? 8 : bytes.readUInt32BE(1));

/** Returns the fields of an ErrorResponse, null where the bytes are none. */
export function errorPacket(bytes: Buffer): { code?: string; routine?: string; message: string } | null {
  const isError = bytes.toString("latin1", 0, 1) === "E";
  if (!isError) return null;
  // A postmaster that cannot start a process for us says so in the words of protocol 2: no length, a NUL at the end.
  if (bytes.at(-1) === 0 && lengthOf(bytes) > 30_000)
    return { message: bytes.toString("utf8", 1, bytes.length - 1) };
  if (bytes.length < 5 || lengthOf(bytes) > 30_000) return null;
  const fields = new Map(
    bytes
      .subarray(5, lengthOf(bytes) + 1)
      .toString("utf8")
      .split("\0")
      .map((field): [string, string] => [field.slice(0, 1), field.slice(1)]),
  );
  const [code, routine] = [fields.get("C"), fields.get("R")];
  return {
    message: fields.get("M") ?? "",
    ...(code === undefined ? {} : { code }),
    ...(routine === undefined ? {} : { routine }),
  };
}

/**
 * Returns what is wrong with the first bytes that answer a start-up message, null when a Postgres server may have sent
 * them. libpq judges by the same letter and lengths (PQconnectPoll).
 */
export function stranger(bytes: Buffer): Trouble | null {
  const letter = bytes.toString("latin1", 0, 1);
  const most = MOST[letter];
  if (letter === "E" && errorPacket(bytes) !== null) return null;
  if (most === undefined || lengthOf(bytes) > most || lengthOf(bytes) < 8)
    return trouble("login", "not-postgres", greetingOf(bytes));
  if (letter !== "R" || bytes.length < 9) return null;
  const way = bytes.readUInt32BE(5);
  if (SPOKEN.has(way)) return null;
  const name = NAMES[way] ?? `method ${way}`;
  return trouble(
    "login",
    "other",
    `the server asks for ${name}, and Headroom proves itself by password only`,
  );
}
