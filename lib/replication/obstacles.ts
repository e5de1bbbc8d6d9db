import { longReaders, MINUTE } from "@/lib/checks/slot/blockers";
import { displayName } from "@/lib/postgres/identifier";
import type { OpenTransaction } from "@/lib/snapshot/activity";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import { count, example } from "@/lib/text/words";

/** A transaction older than a minute that slot creation, ALTER TABLE or vacuum waits for. */
export type Obstacle = {
  kind: "transaction" | "prepared transaction";
  name: string;
  ageMs: number;
  database: string;
  /** Works that wait for it, each as a clause. */
  effects: string[];
  /** How it ends. A session is ended on the page of connections. */
  end: "connections" | "rollback prepared";
};

export type Obstacles = {
  list: Obstacle[];
  /** Transactions that the creation of a slot waits for, prepared ones included. */
  slotWaits: number;
  /** The oldest row versions that are kept from vacuum, with what keeps them; null where none is known. */
  horizon: string | null;
  /** Grant for what could not be seen; null where all was. */
  grant: string | null;
  sentence: string;
};

const vacuumText = (age: number): string => `keeps rows of the last ${count(age, "transaction")} from vacuum`;

function ofTransaction(open: OpenTransaction, alters: ReadonlyMap<number, readonly string[]>): Obstacle {
  const { pid, role, applicationName, state, database, ageMs, holdsXid, xminAge } = open;
  const tables = alters.get(pid) ?? [];
  const name = [
    role,
    ...(applicationName === "" ? [] : [applicationName]),
    state === "" ? "state unknown" : state,
  ];
  return {
    kind: "transaction",
    name: `process ${pid} (${name.join(", ")})`,
    ageMs,
    database,
    effects: [
      ...(holdsXid ? ["a new slot waits for it"] : []),
      ...(tables.length > 0 ? [`REPLICA IDENTITY FULL on ${example(tables, "table")} waits for it`] : []),
      ...(xminAge === undefined || xminAge === null ? [] : [vacuumText(xminAge)]),
    ],
    end: "connections",
  };
}

type Seen = Pick<
  ReachedSnapshot,
  "transactions" | "preparedTransactions" | "slots" | "relations" | "publication" | "role"
>;

function horizonOf({ transactions, slots }: Seen): string | null {
  const holders = [
    ...(isUnseen(transactions)
      ? []
      : transactions.map(({ pid, xminAge }) => ({ by: `process ${pid}`, age: xminAge ?? null }))),
    ...(isUnseen(slots)
      ? []
      : slots.flatMap(({ name, xminAge, catalogXminAge }) => [
          { by: `slot ${name}`, age: xminAge ?? null },
          { by: `slot ${name}, in catalogues`, age: catalogXminAge ?? null },
        ])),
  ].flatMap(({ by, age }) => (age === null ? [] : [{ by, age }]));
  const [oldest] = holders.toSorted((one, other) => other.age - one.age);
  return oldest === undefined
    ? null
    : `Vacuum keeps row versions of the last ${count(oldest.age, "transaction")}, for ${oldest.by}.`;
}

function sentenceOf(list: readonly Obstacle[], slotWaits: number, grant: string | null): string {
  if (list.length === 0)
    return grant === null
      ? "No transaction older than a minute is in the way."
      : "Unknown: Headroom's role may not see all transactions.";
  const waits = slotWaits === 0 ? "" : `; a new slot would wait for ${slotWaits}`;
  return `${count(list.length, "transaction")} older than a minute${waits}.`;
}

/** Returns the transactions in Electric's way, the oldest first, and what could not be seen. */
export function obstaclesOf(snapshot: ReachedSnapshot, target: Target): Obstacles {
  const { transactions, preparedTransactions } = snapshot;
  const alters = new Map(longReaders(snapshot, target).map(({ open, tables }) => [open.pid, tables]));
  const open = isUnseen(transactions) ? [] : transactions.filter(({ ageMs }) => ageMs > MINUTE);
  const prepared = isUnseen(preparedTransactions)
    ? []
    : preparedTransactions.filter(({ ageMs }) => ageMs > MINUTE);
  const list = [
    ...open.map((transaction) => ofTransaction(transaction, alters)),
    ...prepared.map(({ gid, owner, database, ageMs }): Obstacle => ({
      kind: "prepared transaction",
      name: `${displayName(gid)} (${owner})`,
      ageMs,
      database,
      effects: ["a new slot waits for it", "vacuum keeps what it may still see"],
      end: "rollback prepared",
    })),
  ].toSorted((one, other) => other.ageMs - one.ageMs);
  const grant = [transactions, preparedTransactions].find(isUnseen)?.grant ?? null;
  const slotWaits = open.filter(({ holdsXid }) => holdsXid).length + prepared.length;
  return {
    list,
    slotWaits,
    horizon: horizonOf(snapshot),
    grant,
    sentence: sentenceOf(list, slotWaits, grant),
  };
}
