import { z } from "zod";
import { STATUSES } from "@/lib/checks/finding";
import { PUBLISHED, TABLE_KINDS, type TableRow } from "./row";

const IDENTITIES = ["d", "n", "f", "i"] as const;
const index = z.array(z.number().int());

/**
 * All rows as columns: what repeats (schemas, owners, lists of checks) stands once and is pointed at, so that
 * 10,000 tables make some hundred kilobytes before compression.
 */
export const tableColumnsSchema = z.object({
  takenAt: z.string(),
  schemas: z.array(z.string()),
  owners: z.array(z.string()),
  checks: z.array(z.array(z.string())),
  name: z.array(z.string()),
  schema: index,
  owner: index,
  kind: index,
  identity: index,
  published: index,
  status: index,
  concerned: index,
  /** Bits: 1 partition, 2 target; 4 and 8 select (known, granted); 16 and 32 the owner's rights (known, held). */
  flags: index,
});

export type TableColumns = z.infer<typeof tableColumnsSchema>;

/** A list in which every value stands once, and the place of each. */
function dictionary<Value>(keyOf: (value: Value) => string) {
  const values: Value[] = [];
  const places = new Map<string, number>();
  const place = (value: Value): number => {
    const key = keyOf(value);
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, values.length);
    return values.push(value) - 1;
  };
  return { values, place };
}

const bits = (value: boolean | null, known: number): number =>
  value === null ? 0 : known + (value ? known * 2 : 0);
const decodeFlags = (flags: number, known: number): boolean | null =>
  (flags & known) === 0 ? null : (flags & (known * 2)) !== 0;

/** Returns the rows of the visit at `takenAt` as columns. */
export function toColumns(rows: readonly TableRow[], takenAt: string): TableColumns {
  const schemas = dictionary<string>((text) => text);
  const owners = dictionary<string>((text) => text);
  const checks = dictionary<string[]>((ids) => ids.join(" "));
  return {
    takenAt,
    schemas: schemas.values,
    owners: owners.values,
    checks: checks.values,
    name: rows.map(({ name }) => name),
    schema: rows.map(({ schema }) => schemas.place(schema)),
    owner: rows.map(({ owner }) => owners.place(owner)),
    kind: rows.map(({ kind }) => TABLE_KINDS.indexOf(kind)),
    identity: rows.map(({ replicaIdentity }) =>
      replicaIdentity === null ? -1 : IDENTITIES.indexOf(replicaIdentity),
    ),
    published: rows.map(({ published }) => PUBLISHED.indexOf(published)),
    status: rows.map(({ status }) => STATUSES.indexOf(status)),
    concerned: rows.map(({ checks: ids }) => checks.place(ids)),
    flags: rows.map(
      ({ partition, target, select, ownerRights }) =>
        (partition ? 1 : 0) + (target ? 2 : 0) + bits(select, 4) + bits(ownerRights, 16),
    ),
  };
}

/** Returns the rows that columns hold. */
export function fromColumns(columns: TableColumns): TableRow[] {
  return columns.name.map((name, at) => {
    const flags = columns.flags[at] ?? 0;
    return {
      name,
      schema: columns.schemas[columns.schema[at] ?? -1] ?? "",
      owner: columns.owners[columns.owner[at] ?? -1] ?? "",
      kind: TABLE_KINDS[columns.kind[at] ?? 0] ?? "r",
      replicaIdentity: IDENTITIES[columns.identity[at] ?? -1] ?? null,
      published: PUBLISHED[columns.published[at] ?? 0] ?? "no",
      status: STATUSES[columns.status[at] ?? -1] ?? "unknown",
      checks: columns.checks[columns.concerned[at] ?? -1] ?? [],
      partition: (flags & 1) !== 0,
      target: (flags & 2) !== 0,
      select: decodeFlags(flags, 4),
      ownerRights: decodeFlags(flags, 16),
    };
  });
}
