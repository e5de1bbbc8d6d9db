import "server-only";
import { DatabaseError } from "pg";
import { ZodError } from "zod";
import type { ConnectionFailure, FailureKind, Refusal } from "@/lib/snapshot/connection";
import { Trouble } from "./trouble";

type StageName = ConnectionFailure["stage"];

/** Codes of the system and of Node's TLS; what they mean on the way into a database. */
const SYSTEM: Record<string, FailureKind> = {
  ECONNREFUSED: "refused",
  ETIMEDOUT: "timeout",
  EHOSTUNREACH: "timeout",
  EHOSTDOWN: "timeout",
  ENETUNREACH: "timeout",
  ENETDOWN: "timeout",
  EADDRNOTAVAIL: "timeout",
  ECONNRESET: "lost",
  ECONNABORTED: "lost",
  EPIPE: "lost",
  EPROTO: "protocol",
};

/** SQLSTATEs (PostgreSQL docs, appendix A) that mean the same at every stage. */
const STATES: Record<string, FailureKind> = {
  "28P01": "authentication",
  "28000": "authorization",
  "3D000": "database-missing",
  "53300": "full",
  // "starting up", "shutting down", "in recovery mode", "not accepting connections": the text of the kind names them all.
  "57P03": "starting",
  "57P01": "shutting-down",
  "57P02": "shutting-down",
  "57P04": "database-missing",
  "57P05": "lost",
  "25P03": "lost",
  "57014": "query-timeout",
  "55P03": "query-timeout",
  // Said by proxies that lost, or cannot reach, their server (PlanetScale's client error reference).
  "08000": "lost",
  "08001": "lost",
  "08003": "lost",
  "08004": "lost",
  "08006": "lost",
};

/** The same SQLSTATE means a right on something else once the session is open, and a fault of ours. */
const LOGIN_STATES: Record<string, FailureKind> = {
  "42501": "authorization",
  // Postgres takes our start-up message as it is; PgBouncer answers so for whatever it refuses.
  "08P01": "pooler",
};

/** The server's own function that refused, which no language and no version from 14 to 18 changes: miscinit.c, postinit.c. */
const FULL_OF: Record<string, FailureKind> = {
  InitializeSessionUserId: "role-limit",
  CheckMyDatabase: "database-limit",
};

/** Causes of a 28000 by the kind of function: auth.c and miscinit.c. */
const REFUSED_BY: Record<string, Refusal> = {
  ClientAuthentication: "access rules",
  InitializeSessionUserId: "role",
  auth_failed: "method",
};

/**
 * Failures that no SQLSTATE tells, by words: PgBouncer has 08P01 for everything, its server's own refusals too (1.18); it
 * speaks English alone.
 */
const POOLER_SAYS: [RegExp, FailureKind][] = [
  [/^(SASL|password) authentication failed|^no such user/, "authentication"],
  [/^no such database|^database ".*" does not exist$/, "database-missing"],
  [/^sorry, too many clients|^remaining connection slots/, "full"],
];

/** PlanetScale, Azure and Neon demand TLS under the SQLSTATE of every other rule about who may come in. */
const PROXY_DEMANDS_TLS = /\bSSL connection is required|connection is insecure/i;

/** Returns the code of a system's or a driver's error. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

/** Returns a server's words on one line, without control characters, and not without end. */
export function plain(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
  return line.length <= 300 ? line : `${line.slice(0, 299)}…`;
}

type ErrorResponse = { code?: string | undefined; routine?: string | undefined; message: string };

/** Returns the failure that a server's ErrorResponse means at a stage. Its detail, which may hold data, is left out. */
export function refusalOf(
  { code = "", routine = "", message }: ErrorResponse,
  stage: StageName,
): ConnectionFailure {
  const atLogin = stage === "tls" || stage === "login";
  // Every server gives a code; an error without one is the driver's, about what it cannot read.
  if (code === "") return { kind: "protocol", stage, sqlstate: null, said: UNREADABLE };
  let kind: FailureKind = STATES[code] ?? (atLogin ? LOGIN_STATES[code] : undefined) ?? "other";
  if (code === "53300") kind = FULL_OF[routine] ?? "full";
  if (code === "28000" && PROXY_DEMANDS_TLS.test(message)) kind = "tls-required";
  if (kind === "pooler") kind = POOLER_SAYS.find(([words]) => words.test(message))?.[1] ?? kind;
  const refusedBy = code === "28000" && kind === "authorization" ? REFUSED_BY[routine] : undefined;
  const failure = { kind, stage, sqlstate: code, said: plain(message) };
  return refusedBy === undefined ? failure : { ...failure, refusedBy };
}

/** The words for an answer that means nothing, in place of those of the driver, a parser or the engine. */
export const UNREADABLE = "its answer cannot be read";
const UNPROVEN = "it does not prove itself by SCRAM-SHA-256 as the protocol has it";

/**
 * Returns whether an error is the engine's or a parser's, about bytes that mean nothing. Its words speak of our program and
 * quote the answer, and help no reader.
 */
export const isNonsense = (error: unknown): boolean =>
  [ZodError, SyntaxError, TypeError, RangeError, ReferenceError, URIError].some(
    (kind) => error instanceof kind,
  );

/** Returns what such an error means, with the part of the answer where a schema names it. */
function unreadableOf(error: unknown): string {
  if (error instanceof Error && error.message.startsWith("SASL: ")) return UNPROVEN;
  const path =
    error instanceof ZodError ? error.issues[0]?.path.filter((part) => typeof part === "string") : [];
  return path === undefined || path.length === 0
    ? UNREADABLE
    : `its answer about ${plain(path.join("."))} cannot be read`;
}

/** Returns the failure that an error of the driver, the system or ourselves means at a stage. */
export function failureOf(error: unknown, stage: StageName): ConnectionFailure {
  if (error instanceof Trouble) return error.failure;
  if (error instanceof DatabaseError) return refusalOf(error, stage);
  const code = codeOf(error);
  // Only the system and TLS have codes; everything else is about bytes that the driver or we could not read.
  if (code === null || isNonsense(error))
    return { kind: "protocol", stage, sqlstate: null, said: unreadableOf(error) };
  const said = plain(error instanceof Error ? error.message : "");
  return { kind: SYSTEM[code] ?? "other", stage, sqlstate: null, said };
}

/** SQLSTATEs by which a lock was not free: lock_not_available and deadlock_detected. */
const NOT_FREE = new Set(["55P03", "40P01"]);

/** Returns whether a statement was refused because a lock that it asked for was not free. */
export const isLockNotFree = ({ code }: DatabaseError): boolean => NOT_FREE.has(code ?? "");
