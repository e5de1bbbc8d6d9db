import { quoteRelation } from "@/lib/postgres/identifier";
import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { hypertablesIn, leavesIn, parentsIn } from "@/lib/target/relations";
import { forEachTable } from "@/lib/target/statements";
import type { Way } from "../finding";

/** Something about relations that Electric cannot serve, or serves oddly, and what to do about it. */
export type Oddity = { label: string; fatal: boolean; relations: Relation[]; way: Way };

type Rule = Omit<Oddity, "relations" | "way"> & {
  fits(relation: Relation): boolean;
  way(relations: Relation[]): Way;
};

const says = (text: string) => (): Way => ({ says: text });

const setLogged = (relations: Relation[]): Way => ({
  says: "Make unlogged tables logged. Each is rewritten under an ACCESS EXCLUSIVE lock, which blocks reads and writes as long as that takes.",
  sql: forEachTable(relations, (table) => `ALTER TABLE ${table} SET LOGGED`, "c.relpersistence = 'u'"),
});

/** Kinds of parents: their children's rows are in the snapshot, and the children's changes come under other names or never. */
const parentRules = (snapshot: Pick<ReachedSnapshot, "relations">): readonly Rule[] => {
  const isParent = parentsIn(snapshot);
  const isHypertable = hypertablesIn(snapshot);
  return [
    {
      label: "a hypertable of TimescaleDB",
      fatal: true,
      fits: isHypertable,
      way: says(
        "Leave hypertables out of the target: Electric cannot serve them. Their rows are kept in chunks, which the first read shows and whose changes never arrive. A table that the application keeps beside them, of the latest values or of a summary, can be served.",
      ),
    },
    {
      label: "the parent of other tables by inheritance",
      fatal: true,
      fits: (relation) => isParent(relation) && !isHypertable(relation),
      way: says(
        "Name the children in the target in place of their parent, each by itself, also where a trigger spreads the rows of one table over them: each child is served whole, and a new child has to be named too. Or turn them into declarative partitions of a new table and move the rows there.",
      ),
    },
  ];
};

/** A parent does not show the rows of a partition that is half detached, and no statement may alter that partition. */
const halfDetached = ({ relations }: Pick<ReachedSnapshot, "relations">): Rule => {
  const pending = relations.filter(({ detachPending }) => detachPending);
  return {
    label: "the parent of a partition whose DETACH CONCURRENTLY was broken off",
    fatal: true,
    fits: ({ oid }) => pending.some(({ parents }) => parents.includes(oid)),
    way: (parents) => ({
      says: "Finish the detachment: the partition becomes a table of its own. Attach it again afterwards where it was not meant to go.",
      sql: pending
        .flatMap((partition) =>
          parents
            .filter(({ oid }) => partition.parents.includes(oid))
            .map(
              (parent) =>
                `ALTER TABLE ${quoteRelation(parent)} DETACH PARTITION ${quoteRelation(partition)} FINALIZE;`,
            ),
        )
        .join("\n"),
    }),
  };
};

const ruleOf = (snapshot: Pick<ReachedSnapshot, "relations">): readonly Rule[] => [
  ...parentRules(snapshot),
  halfDetached(snapshot),
  {
    label: "a view",
    fatal: true,
    fits: ({ kind }) => kind === "v",
    way: says("Name the tables behind a view instead of the view."),
  },
  {
    label: "a materialized view",
    fatal: true,
    fits: ({ kind }) => kind === "m",
    way: says("Name the tables behind a materialized view, or keep its rows in an ordinary table."),
  },
  {
    label: "a foreign table",
    fatal: true,
    fits: ({ kind }) => kind === "f",
    way: says("Run an Electric on the server that a foreign table comes from."),
  },
  {
    label: "temporary",
    fatal: true,
    fits: ({ persistence }) => persistence === "temporary",
    way: says("Take temporary tables out of the target; they end with their session."),
  },
  {
    label: "unlogged",
    fatal: true,
    fits: ({ kind, persistence }) => (kind === "r" || kind === "p") && persistence === "unlogged",
    way: setLogged,
  },
  {
    label: "without a column",
    fatal: true,
    fits: ({ kind, hasColumns }) => (kind === "r" || kind === "p") && !hasColumns,
    way: says(
      "Add columns to a table that has none, a primary key among them: Electric answers as if the table did not exist.",
    ),
  },
  {
    label: "without a primary key",
    fatal: false,
    fits: ({ kind, hasPrimaryKey, hasColumns }) =>
      (kind === "r" || kind === "p") && !hasPrimaryKey && hasColumns,
    way: says(
      "Add a primary key: ALTER TABLE … ADD PRIMARY KEY (…). It builds a unique index under an ACCESS EXCLUSIVE lock; CREATE UNIQUE INDEX CONCURRENTLY beforehand, then ADD PRIMARY KEY USING INDEX, keeps that short.",
    ),
  },
];

/** Returns what is odd about a target's relations and, where they are partitioned, about the partitions below them. */
export function odditiesOf(snapshot: ReachedSnapshot, relations: readonly Relation[]): Oddity[] {
  const leaves = leavesIn(snapshot);
  const below = relations.filter(({ kind }) => kind === "p").flatMap(leaves);
  return ruleOf(snapshot).flatMap(({ label, fatal, fits, way }) => {
    const fitting = [...new Set(fatal ? [...relations, ...below] : relations)].filter(fits);
    return fitting.length === 0 ? [] : [{ label, fatal, relations: fitting, way: way(fitting) }];
  });
}
