import { z } from "zod";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { listed } from "@/lib/text/words";

/** Publication and role of Electric, as far as a change of them matters. */
export const replicationFactsSchema = z.object({
  publication: z
    .object({
      owner: z.string(),
      allTables: z.boolean(),
      schemas: z.array(z.string()),
      publishes: z.array(z.string()),
      tables: z.array(z.string()),
    })
    .nullable(),
  role: z.record(z.string(), z.boolean()).nullable(),
});

export type ReplicationFacts = z.infer<typeof replicationFactsSchema>;

/** Returns the facts of a check run. */
export function replicationFactsOf({ publication, role, relations }: ReachedSnapshot): ReplicationFacts {
  return {
    publication: publication && {
      owner: publication.owner,
      allTables: publication.allTables,
      schemas: publication.schemas.toSorted(),
      publishes: Object.entries(publication.publishes)
        .flatMap(([operation, is]) => (is ? [operation] : []))
        .toSorted(),
      tables: relations
        .flatMap(({ schema, name, published }) => (published === null ? [] : [`${schema}.${name}`]))
        .toSorted(),
    },
    role: role && {
      login: role.canLogin,
      replication: role.replication,
      superuser: role.superuser,
      "bypass RLS": role.bypassRls,
    },
  };
}

/** Returns the names that one list has and the other has not. */
const without = (list: readonly string[], other: readonly string[]): string[] => {
  const known = new Set(other);
  return list.filter((name) => !known.has(name));
};

function lists(before: readonly string[], now: readonly string[], noun: string): string[] {
  const gone = without(before, now);
  const come = without(now, before);
  return [
    ...(gone.length > 0 ? [`${noun} ${listed(gone)} left the publication`] : []),
    ...(come.length > 0 ? [`${noun} ${listed(come)} joined the publication`] : []),
  ];
}

function publicationChanges(
  before: ReplicationFacts["publication"],
  now: ReplicationFacts["publication"],
): string[] {
  if (before === null || now === null) {
    if (before === now) return [];
    return [now === null ? "the publication was dropped" : "the publication was created"];
  }
  return [
    ...(before.owner === now.owner
      ? []
      : [`the publication’s owner is ${now.owner} instead of ${before.owner}`]),
    ...(before.allTables === now.allTables
      ? []
      : [now.allTables ? "the publication has all tables now" : "the publication no longer has all tables"]),
    ...without(before.publishes, now.publishes).map((operation) => `it no longer publishes ${operation}`),
    ...without(now.publishes, before.publishes).map((operation) => `it publishes ${operation} now`),
    ...lists(before.schemas, now.schemas, "schema"),
    ...lists(before.tables, now.tables, "table"),
  ];
}

function roleChanges(before: ReplicationFacts["role"], now: ReplicationFacts["role"]): string[] {
  if (before === null || now === null) {
    if (before === now) return [];
    return [now === null ? "Electric’s role was dropped" : "Electric’s role was created"];
  }
  return Object.entries(now).flatMap(([name, is]) =>
    before[name] === is ? [] : [is ? `Electric’s role has ${name} now` : `Electric’s role lost ${name}`],
  );
}

/** Returns what changed between two check runs in one sentence; null where nothing did. */
export function replicationChange(before: ReplicationFacts, now: ReplicationFacts): string | null {
  const changes = [
    ...publicationChanges(before.publication, now.publication),
    ...roleChanges(before.role, now.role),
  ];
  const [first] = changes;
  if (first === undefined) return null;
  const text = changes.slice(0, 3).join("; ");
  const rest = changes.length > 3 ? `; and ${changes.length - 3} more` : "";
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${rest}.`;
}
