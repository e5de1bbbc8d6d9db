import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import type { Finding, Way } from "@/lib/checks/finding";
import type { TrialOutcome } from "./schema";
import { TRIAL, type TrialFindingId } from "./steps";

type TrialFinding = Pick<Finding, "title" | "why" | "source" | "needed"> & {
  /** Options for an outcome that went wrong, beside those that hold for every step. */
  ways(outcome: TrialOutcome): Way[];
  /** Options for an outcome that was not tried, and that no grant would let. */
  untried?(outcome: TrialOutcome): Way[];
};

const SOURCE = "Tried on this database in a transaction that was rolled back";

/** Every finding of a trial: what was tried, why Electric does it, and the options where it went wrong. */
export const TRIAL_FINDINGS: Record<TrialFindingId, TrialFinding> = {
  [TRIAL.role]: {
    title: "Electric's role can act with its settings",
    why: "A session of Electric begins with what ALTER ROLE and ALTER DATABASE fix for it. Its rights and its name count for all that follows.",
    source: `${SOURCE}; PostgreSQL docs, SET ROLE`,
    needed: "Electric's role, and a login that may SET ROLE to it",
    ways: () => [],
  },
  [TRIAL.rights]: {
    title: "Electric may call and read what it needs",
    why: "At its start Electric takes an advisory lock, reads catalogues and makes a slot. A function or catalogue that was taken from PUBLIC makes it wait for ever with “permission denied”.",
    source: `${SOURCE}; Electric 1.7.12, connection_setup.ex and configuration.ex; observed with Electric 1.7.12`,
    needed: "EXECUTE on each function and SELECT on each catalogue that Electric uses",
    ways: ({ sql }) => (sql === null ? [] : [{ says: "Give the rights back.", sql }]),
  },
  [TRIAL.encoding]: {
    title: "Electric reads text as UTF-8",
    why: "Electric sends no client_encoding, so its sessions get text in the encoding of the database or of a setting. It takes every byte for UTF-8.",
    source: "Electric 1.7.12, start-up packet (postgrex 0.22.2, protocol.ex 878-882)",
    needed: "sessions whose client_encoding is UTF8",
    ways: ({ sql }) => (sql === null ? [] : [{ says: "Let Electric's sessions begin with UTF8.", sql }]),
  },
  [TRIAL.publication]: {
    title: "Electric can make and read its publication",
    why: "Electric creates its publication at each start and takes “already exists” in English for a yes. It alters the publication only where the role that its sessions act as owns it.",
    source: `${SOURCE}; Electric 1.7.12, connection_setup.ex 149-215 and configuration.ex 46-75`,
    needed: "a publication that Electric may create, or one with every operation",
    ways: ({ sql }) => (sql === null ? [] : [{ says: "Change what Postgres named.", sql }]),
  },
  [TRIAL.tables]: {
    title: "Electric can publish each table",
    why: "In automatic mode Electric adds a table to its publication at the first shape, sets REPLICA IDENTITY FULL, and drops tables that no shape uses. A shape on a table where that is refused is answered with 503.",
    source: `${SOURCE}; Electric 1.7.12, configuration.ex 155-250`,
    needed: "ALTER PUBLICATION … ADD TABLE and ALTER TABLE … REPLICA IDENTITY FULL on each table",
    ways: ({ sql }) => (sql === null ? [] : [{ says: "Change what Postgres named.", sql }]),
    // Code of other roles is the other reason, and belongs to no table.
    untried: ({ objects }) => (objects.length === 0 ? [] : [{ says: "Test again when the lock is free." }]),
  },
  [TRIAL.read]: {
    title: "Electric can read each table",
    why: "The first answer of a shape is a SELECT over its table. A policy that hides rows from Electric's role leaves them out of it without an error.",
    source: `${SOURCE}; Electric 1.7.12, querying.ex 131-144`,
    needed: "USAGE on the schema, SELECT on the table, and no policy that filters",
    ways: ({ sql }) => (sql === null ? [] : [{ says: "Give the right.", sql }]),
    untried: ({ objects }) => (objects.length === 0 ? [] : [{ says: "Test again when the lock is free." }]),
  },
  [TRIAL.login]: {
    title: "Electric can log in and replicate",
    why: "Electric opens a replication session before anything else, without application_name and without client_encoding, and takes the lock of its slot.",
    source: "Tried with Electric's own login; Electric 1.7.12, connection_setup.ex 58-140",
    needed: "a login with REPLICATION, and the lock of the slot",
    ways: () => [],
  },
  [TRIAL.slot]: {
    title: "Electric can create a slot and stream from it",
    why: "Electric makes a logical slot with pgoutput and streams from it with its publication. Making one waits for every transaction that holds a transaction id.",
    source: "Tried with a temporary slot; Electric 1.7.12, connection_setup.ex 250-358",
    needed: "a temporary slot that streams",
    ways: () => [],
    // No slot is left, Electric's own among them.
    untried: ({ sqlstate }) =>
      sqlstate === "53400" ? [] : [{ says: "Test again when that transaction has ended." }],
  },
  [TRIAL.connections]: {
    title: "Electric gets its whole pool",
    why: "Electric is active only when every connection of its pool is open.",
    source: "Tried with Electric's own login; Electric 1.7.12, connection/manager/pool.ex 130-140",
    needed: "every connection of the pool at the same time",
    ways: () => [],
  },
};

/** Returns the options against the event triggers in which a statement was refused. */
export const triggerWays = (triggers: readonly string[]): Way[] =>
  triggers.flatMap((name) => [
    {
      says: `Change the function of event trigger ${displayName(name)}, so that it lets the statements of Electric's role pass.`,
    },
    {
      says: `Or disable event trigger ${displayName(name)}, as a superuser. It then fires for no session.`,
      sql: `ALTER EVENT TRIGGER ${quoteIdentifier(name)} DISABLE;`,
    },
  ]);
