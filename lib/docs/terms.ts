/*
 * Hard words of Postgres and Electric with their meaning, in one or two sentences. Helps on the screen are made from these, and the
 * table "Postgres and Electric" of docs/glossary.md has the same rows, which a test compares.
 */
export const TERMS = {
  role: "A user or group of Postgres. With LOGIN it can sign in, with REPLICATION it can read a slot",
  "acting role": "The role that a session becomes by a `role` setting; the role that logged in is another",
  BYPASSRLS: "An attribute of a role: row security leaves no row out for it",
  publication: "The list of tables, with operations, columns and filters, whose changes a slot gives out",
  "replication slot": "The position of a reader in the WAL. Postgres keeps all WAL after it",
  "replica identity":
    "The columns of the old row that Postgres writes at UPDATE and DELETE. Electric takes FULL: all of them",
  WAL: "The write-ahead log: every change of the server, in order. A slot keeps it on disk until its reader has read it",
  walsender: "The server process that sends WAL to a reader",
  backend: "The server process behind a session",
  pool: "The connections that Electric keeps open: `ELECTRIC_DB_POOL_SIZE`, 20 by default, and its own for administration",
  pooler:
    "A program between clients and the server, such as PgBouncer, that lets many clients share few connections. Replication does not pass through it",
  shape: "A part of a table that an Electric client follows",
  "failover slot": "A slot that a standby also has, so that it outlives a switchover (Postgres 17 and later)",
  "invalidation, lost": "A slot whose WAL is gone: its reader begins anew",
  verifier: "What Postgres keeps of a password: a SCRAM hash",
  SQLSTATE: "The five characters that name an error of Postgres",
} as const;

export type TermId = keyof typeof TERMS;

/** Returns the meaning of a term as sentences for the screen. */
export const meaningOf = (id: TermId): string => `${TERMS[id].replaceAll("`", "")}.`;

/** Hard words that a text may have, each with the ways in which it is written. Words that every reader of the product has met are left out. */
const WRITTEN: readonly (readonly [TermId, RegExp])[] = [
  ["publication", /\bpublications?\b/i],
  ["replication slot", /\b(?:replication )?slots?\b/i],
  ["replica identity", /\breplica identity\b/i],
  ["walsender", /\bwal ?senders?\b/i],
  ["WAL", /\bWAL\b/],
  ["pooler", /\bpoolers?\b/i],
  ["BYPASSRLS", /\bBYPASSRLS\b/],
  ["shape", /\bshapes?\b/i],
  ["verifier", /\bverifiers?\b/i],
];

/** Returns the hard words that a text uses, in the order of the list above. */
export const termsIn = (text: string): TermId[] =>
  WRITTEN.flatMap(([id, written]) => (written.test(text) ? [id] : []));
