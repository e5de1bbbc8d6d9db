import "server-only";
import { z } from "zod";
import { count } from "@/lib/text/words";
import { displayRelation, displayName, quoteIdentifier, quoteRelation } from "@/lib/postgres/identifier";
import type { Relation } from "@/lib/snapshot/relation";
import { addTables, dropTables, fullIdentity, mayRead, publishedTables } from "../sql/trial-statements";
import { isLockNotFree } from "../failure";
import { notUnasked, type Publication } from "./publication";
import type { Rehearsing } from "./rehearsing";

/** Tables whose locks are held already are tried so many at a time. */
const AT_ONCE = 500;
/** After so many locks that were not free no further table is tried: each is waited for a few ms. */
const MOST_UNTAKEN = 20;
/** The table is in the publication already, which Electric takes for a yes. */
const IN_IT = "42710";

type Statement = { step: "publish table" | "set identity"; sql: string };

/** Statements by which Electric takes a table out of its publication, adds it again and sets its identity. */
function statementsFor(publication: string, tables: readonly Relation[]): Statement[] {
  const listed = tables.filter(({ published }) => published !== null);
  return [
    ...(listed.length === 0
      ? []
      : [{ step: "publish table" as const, sql: dropTables(publication, listed) }]),
    { step: "publish table" as const, sql: addTables(publication, tables) },
    ...tables
      .filter(({ replicaIdentity }) => replicaIdentity !== "f")
      .map((table) => ({ step: "set identity" as const, sql: fullIdentity(table) })),
  ];
}

/** Groups tables: those that are locked already together, each other one by itself. */
function chunksOf(tables: readonly Relation[], locked: ReadonlySet<string>): Relation[][] {
  const held = tables.filter((table) => locked.has(displayRelation(table)));
  const chunks = Array.from({ length: Math.ceil(held.length / AT_ONCE) }, (_nothing, i) =>
    held.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
  );
  return [
    ...chunks,
    ...tables.filter((table) => !locked.has(displayRelation(table))).map((table) => [table]),
  ];
}

/** Tries to publish tables and to set their identity; returns those that went well. */
async function tryChunk(at: Rehearsing, tables: readonly Relation[]): Promise<Relation[]> {
  const { rehearsal, outcomes, publication, untaken } = at;
  const statements = statementsFor(publication, tables);
  const answer = await rehearsal.attempt(statements.map(({ sql }) => sql));
  if ("rows" in answer) return [...tables];
  const [only] = tables;
  if (only === undefined || tables.length > 1) {
    const well: Relation[] = [];
    for (const table of tables) well.push(...(await tryChunk(at, [table])));
    return well;
  }
  const { error } = answer;
  const refused = answer.at === null ? undefined : statements[answer.at];
  const step = refused?.step ?? "publish table";
  if (isLockNotFree(error)) {
    untaken.push(only);
    return [];
  }
  if (error.code === IN_IT && step === "publish table" && error.where === undefined) return [only];
  outcomes.refuse(step, error, {
    objects: [displayRelation(only)],
    says: `${displayRelation(only)} cannot be ${step === "publish table" ? "published" : "given its full identity"}`,
    statement: refused?.sql ?? null,
  });
  return [];
}

/** Tries what Electric alters for each table, in automatic mode. */
async function tryAltering(at: Rehearsing): Promise<void> {
  const { outcomes, tables, locked, untaken, foreign } = at;
  outcomes.begin();
  if (foreign.length > 0) return outcomes.add("publish table", "not tried", { says: notUnasked(foreign) });
  const well: Relation[] = [];
  for (const chunk of chunksOf(tables, locked)) {
    if (untaken.length >= MOST_UNTAKEN) break;
    well.push(...(await tryChunk(at, chunk)));
  }
  const objects = well.map(displayRelation);
  if (well.length === 0) return;
  outcomes.add("publish table", "done", {
    objects,
    says: `${count(well.length, "table")} can be added to the publication`,
  });
  const set = well.filter(({ replicaIdentity }) => replicaIdentity !== "f");
  outcomes.add("set identity", set.length === 0 ? "not needed" : "done", {
    objects: set.map(displayRelation),
    says:
      set.length === 0
        ? "every table that can be published has its full identity"
        : `REPLICA IDENTITY FULL can be set on ${count(set.length, "table")}`,
  });
}

const publishedSchema = z.object({ oid: z.number(), identity: z.string() }).array();

/** Reads what Electric only verifies, where it alters nothing. */
async function tryVerifying({ rehearsal, outcomes, tables, publication, target }: Rehearsing): Promise<void> {
  outcomes.begin();
  const answer = await rehearsal.attempt([publishedTables(publication)]);
  if ("error" in answer)
    return outcomes.refuse("publish table", answer.error, {
      says: "the publication's tables cannot be read",
    });
  const published = new Map(
    publishedSchema.parse(answer.rows[0]).map(({ oid, identity }) => [oid, identity]),
  );
  const why = target.strategy === "manual" ? "in manual mode" : "where it does not own the publication";
  const missing = tables.filter(({ oid }) => !published.has(oid));
  for (const table of missing)
    outcomes.add("publish table", "failed", {
      objects: [displayRelation(table)],
      says: `${displayRelation(table)} is not in ${displayName(publication)}, and Electric does not add it ${why}`,
      sql: `ALTER PUBLICATION ${quoteIdentifier(publication)} ADD TABLE ${quoteRelation(table)};`,
    });
  const listed = tables.filter(({ oid }) => published.has(oid));
  for (const table of listed.filter(({ oid }) => published.get(oid) !== "f"))
    outcomes.add("set identity", "failed", {
      objects: [displayRelation(table)],
      says: `${displayRelation(table)} has no full replica identity, and Electric does not set it ${why}`,
      sql: `${fullIdentity(table)};`,
    });
  if (listed.length > 0)
    outcomes.add("publish table", "not needed", {
      objects: listed.map(displayRelation),
      says: `${count(listed.length, "table is", "tables are")} in the publication, which Electric leaves as it is ${why}`,
    });
}

const readSchema = z
  .object({ oid: z.number(), usage: z.boolean(), select: z.boolean(), filtered: z.boolean() })
  .array();

/** Asks whether Electric's role may read every row of each table. */
async function tryReading({ rehearsal, outcomes, tables, acts }: Rehearsing): Promise<void> {
  if (tables.length === 0) return;
  outcomes.begin();
  const answer = await rehearsal.attempt([mayRead(tables.map(({ oid }) => oid))]);
  if ("error" in answer)
    return outcomes.refuse("may read table", answer.error, { says: "the rights on tables cannot be read" });
  const may = new Map(readSchema.parse(answer.rows[0]).map((row) => [row.oid, row]));
  const role = quoteIdentifier(acts);
  const well: string[] = [];
  for (const table of tables) {
    const row = may.get(table.oid);
    const name = displayRelation(table);
    const objects = [name];
    if (row === undefined)
      outcomes.add("may read table", "not tried", { objects, says: `${name} is gone meanwhile` });
    else if (!row.usage)
      outcomes.add("may read table", "failed", {
        objects,
        says: `${displayName(acts)} lacks USAGE on schema ${displayName(table.schema)}`,
        sql: `GRANT USAGE ON SCHEMA ${quoteIdentifier(table.schema)} TO ${role};`,
      });
    else if (!row.select)
      outcomes.add("may read table", "failed", {
        objects,
        says: `${displayName(acts)} may not SELECT from ${name}`,
        sql: `GRANT SELECT ON ${quoteRelation(table)} TO ${role};`,
      });
    else if (row.filtered && table.policyShowsAll !== true)
      outcomes.add("may read table", "warned", {
        objects,
        says: `row security filters ${name} for ${displayName(acts)}: what its policies hide is missing from shapes`,
      });
    else well.push(name);
  }
  if (well.length > 0)
    outcomes.add("may read table", "done", {
      objects: well,
      says: `${count(well.length, "table")} may be read`,
    });
}

/** Tries each table of the target: publishing it or verifying that, and reading it. */
export async function tryTables(at: Rehearsing, publication: Publication): Promise<void> {
  if (at.tables.length > 0 && publication === "alters") await tryAltering(at);
  if (at.tables.length > 0 && publication === "reads") await tryVerifying(at);
  await tryReading(at);
}
