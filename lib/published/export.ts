import { z } from "zod";
import { displayRelation } from "@/lib/postgres/identifier";
import { isExpression } from "@/lib/postgres/expression";
import { optionsOf, publicationOptionsSchema } from "@/lib/repair/changes/kinds/publication";
import { sqlOf } from "@/lib/repair/changes/operations";
import type { Change } from "@/lib/repair/changes/schema";
import { FILTER_BEHIND_LOCK, type Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";

const IDENTITIES = { d: "default", n: "nothing", f: "full", i: "index" } as const;

/** Publication of Electric with all that stands in it by name, for a service that takes Electric's place. */
export const publishedExportSchema = z.object({
  format: z.literal(1),
  /** ISO time of the check run. */
  takenAt: z.string(),
  publication: z.object({
    name: z.string(),
    owner: z.string(),
    allTables: z.boolean(),
    /** Schemas that are published whole. */
    schemas: z.array(z.string()),
    options: publicationOptionsSchema,
  }),
  tables: z.array(
    z.object({
      schema: z.string(),
      name: z.string(),
      owner: z.string(),
      /** Column list; null for every column. */
      columns: z.array(z.string()).nullable(),
      /** Row filter as SQL; null for every row. */
      filter: z.string().nullable(),
      replicaIdentity: z.enum(["default", "nothing", "full", "index"]),
    }),
  ),
});

export type PublishedExport = z.infer<typeof publishedExportSchema>;

const byName = (one: Relation, other: Relation): number => {
  const [first, second] = [displayRelation(one), displayRelation(other)];
  return first < second ? -1 : first > second ? 1 : 0;
};

/** Returns what Electric's publication publishes, tables by name; null without a publication. */
export function publishedExport(snapshot: ReachedSnapshot): PublishedExport | null {
  const { publication, relations, takenAt } = snapshot;
  if (publication === null) return null;
  const { name, owner, allTables, schemas } = publication;
  return {
    format: 1,
    takenAt,
    publication: { name, owner, allTables, schemas, options: optionsOf(publication) },
    tables: relations.toSorted(byName).flatMap((relation) =>
      relation.published === null
        ? []
        : {
            schema: relation.schema,
            name: relation.name,
            owner: relation.owner,
            ...relation.published,
            replicaIdentity: IDENTITIES[relation.replicaIdentity],
          },
    ),
  };
}

function tableChanges(publication: string, table: PublishedExport["tables"][number]): Change[] {
  const { schema, name, columns, filter, replicaIdentity } = table;
  const named = { schema, name };
  const identity: Change[] =
    replicaIdentity === "index"
      ? []
      : [{ kind: "replica identity", table: named, from: "default", to: replicaIdentity }];
  return [...identity, { kind: "published", publication, table: named, from: null, to: { columns, filter } }];
}

const isReadable = (filter: string | null): boolean =>
  filter === null || (filter !== FILTER_BEHIND_LOCK && isExpression(filter));

/** A filter that could not be read, or an identity by an index, whose name a check run does not know. */
function byHand({ schema, name, filter, replicaIdentity }: PublishedExport["tables"][number]): string | null {
  const table = displayRelation({ schema, name });
  if (!isReadable(filter)) return `-- ${table}: its row filter could not be read; add it by hand.`;
  return replicaIdentity === "index"
    ? `-- ${table}: its replica identity is an index; set it by hand.`
    : null;
}

/**
 * Returns the statements that make the publication and the replica identities anew, each with its semicolon; what they cannot make
 * stands as a comment. `versionNum` is the server's.
 */
export function publishedSql({ publication, tables }: PublishedExport, versionNum: number): string {
  const { name, allTables, schemas, options } = publication;
  const changes: Change[] = [
    { kind: "publication", publication: name, from: null, to: options, allTables },
    ...schemas.map((schema): Change => ({
      kind: "published schema",
      publication: name,
      schema,
      from: false,
      to: true,
    })),
  ];
  const statements = (some: readonly Change[]): string[] =>
    some.map((change) => `${sqlOf(change, versionNum)};`);
  const lines = tables.flatMap((table) => {
    const note = byHand(table);
    return [
      ...(note === null ? [] : [note]),
      ...(isReadable(table.filter) ? statements(tableChanges(name, table)) : []),
    ];
  });
  return `${[...statements(changes), ...lines].join("\n")}\n`;
}
