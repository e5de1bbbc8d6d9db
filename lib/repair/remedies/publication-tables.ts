import { count, example } from "@/lib/text/words";
import { displayName, displayRelation } from "@/lib/postgres/identifier";
import type { Change } from "@/lib/repair/changes/schema";
import { isForTables } from "@/lib/repair/request";
import { defineRemedy, nothing } from "./define";
import { keepsSurplus, publicationWish, publishableTables, type Wish } from "./publication";
import { readsAfter, unownedAfter } from "./reads-after";
import { actsAs } from "./set-role";
import { sorted, type Situation } from "./situation";

const WHOLE = { filter: null, columns: null };

/** Dropped and added in one transaction: no change is decoded between the two (PostgreSQL docs 29.4, 29.5). */
export const publicationFilters = defineRemedy({
  id: "publication.filters",
  title: "Publish filtered tables whole",
  fixes: ["publication.filters"],
  plan(situation) {
    const { publication } = situation.snapshot;
    if (publication === null || publication.allTables) return nothing;
    // A partition that is published by itself, with a list of its own, breaks under FULL as its root would.
    const filtered = publishableTables({ ...situation, tables: situation.trees }).filter(
      ({ published }) => published !== null && (published.filter !== null || published.columns !== null),
    );
    if (filtered.length === 0) return nothing;
    return {
      drafts: [
        {
          says: `Publish ${count(filtered.length, "table")} whole: dropped and added again in one transaction, so that no change is lost between the two.`,
          changes: filtered.flatMap(({ schema, name, published }): Change[] => {
            const one = {
              kind: "published" as const,
              publication: publication.name,
              table: { schema, name },
            };
            return [
              { ...one, from: published, to: null },
              { ...one, from: null, to: WHOLE },
            ];
          }),
        },
      ],
      fixes: ["publication.filters"],
      consequences: [
        `Each other reader of ${displayName(publication.name)} gets all rows and all columns of ${count(filtered.length, "table")} from then on.`,
      ],
    };
  },
});

/** Tables that Electric only reads and that the plan keeps out of the publication, because publishing them would stop the application. */
function unpublished(situation: Situation, wish: Wish): { check: string; why: string }[] {
  if (!readsAfter(situation)) return [];
  const published = new Set(wish.tables.map(({ oid }) => oid));
  const left = sorted(
    situation.tables.filter((table) => !published.has(table.oid) && table.published === null),
  );
  return left.map((table) => ({
    check: "publication.tables",
    why: `${displayRelation(table)} is not added: ${
      table.generatedVirtual.length > 0 && situation.snapshot.server.versionNum >= 180_000
        ? "it has virtual generated columns, and once it is published with FULL"
        : "another publication restricts it (publication.others), and with FULL"
    } the application's own UPDATE and DELETE would fail.`,
  }));
}

export const publicationTables = defineRemedy({
  id: "publication.tables",
  title: "Add the target's tables to the publication",
  fixes: ["publication.tables", "publication.exists", "publication.scope"],
  plan(situation) {
    const wish = publicationWish(situation);
    if (wish === null) return nothing;
    const missing = sorted(wish.tables.filter(({ published }) => wish.now === null || published === null));
    const leaves = unpublished(situation, wish);
    if (missing.length === 0) return { ...nothing, leaves };
    return {
      drafts: [
        {
          says: `Add ${count(missing.length, "table")} to ${displayName(wish.name)}, one by one and in sorted order: what others added meanwhile stays.`,
          changes: missing.map(({ schema, name }) => ({
            kind: "published" as const,
            publication: wish.name,
            table: { schema, name },
            from: null,
            to: WHOLE,
          })),
        },
      ],
      fixes: [...(keepsSurplus(situation) ? [] : ["publication.tables"]), "publication.exists"],
      leaves,
    };
  },
});

/** Why the publication stays with its owner where tables of the target do. */
function stays(situation: Situation, publication: string, owner: string): { check: string; why: string } {
  const electric = displayName(situation.target.role);
  const tables = unownedAfter(situation).map(displayRelation);
  return {
    check: "publication.owner",
    why: `${publication} stays with ${displayName(owner)}: ${electric} has no owner's rights on ${example(tables, "table")} after this plan. As the owner of the publication Electric would take out tables that no shape uses, and could not add ${tables.length === 1 ? "this one" : "these"} again. It serves the tables that are in the publication; a table of later has to be added by hand.`,
  };
}

/** Membership in the owner and superuser do not count for Electric: the role that its sessions act as is the owner by name, or it only reads. */
export const publicationOwner = defineRemedy({
  id: "publication.owner",
  joins: ["role.set_role"],
  title: "Give the publication to Electric's role",
  fixes: ["publication.owner", "publication.tables", "publication.exists"],
  plan(situation) {
    const { target, rights } = situation;
    const wish = publicationWish(situation);
    if (wish === null || target.strategy === "manual") return nothing;
    const from = wish.now?.owner ?? rights.admin;
    const to = actsAs(situation);
    if (from === to) return nothing;
    if (readsAfter(situation))
      return { ...nothing, leaves: [stays(situation, displayName(wish.name), from)] };
    return {
      drafts: [
        {
          says: `Give ${displayName(wish.name)} to ${displayName(to)}, so that Electric adds and removes tables itself.`,
          changes: [
            {
              kind: "publication owner" as const,
              publication: wish.name,
              from,
              to,
            },
          ],
        },
      ],
      fixes: ["publication.owner", ...(keepsSurplus(situation) ? [] : ["publication.tables"])],
      consequences:
        wish.now === null
          ? []
          : [
              `Electric takes out of ${displayName(wish.name)} every table that no shape uses, within a minute of its start.`,
            ],
    };
  },
});

/** Only where it is asked for: another reader may want these tables. */
export const publicationSurplus = defineRemedy({
  id: "publication.surplus",
  title: "Remove other tables from the publication",
  fixes: ["publication.tables"],
  onRequest: true,
  plan({ snapshot, finding, trees, wanted }) {
    const { publication } = snapshot;
    if (isForTables(wanted)) return nothing;
    if (publication === null || publication.allTables || finding("publication.tables")?.status !== "warn")
      return nothing;
    const targeted = new Set(trees.map(({ oid }) => oid));
    const surplus = sorted(
      snapshot.relations.filter(({ oid, published }) => published !== null && !targeted.has(oid)),
    );
    if (surplus.length === 0) return nothing;
    return {
      drafts: [
        {
          says: `Take ${count(surplus.length, "table")} that the target does not name out of ${displayName(publication.name)}.`,
          changes: surplus.map(({ schema, name, published }) => ({
            kind: "published" as const,
            publication: publication.name,
            table: { schema, name },
            from: published,
            to: null,
          })),
        },
      ],
      fixes: ["publication.tables"],
      consequences: [
        `Each other reader of ${displayName(publication.name)} no longer gets changes of ${count(surplus.length, "table")}.`,
      ],
    };
  },
});
