import type { CheckId } from "@/lib/checks";
import { optionsOf } from "@/lib/repair/changes/kinds/publication";
import { displayName } from "@/lib/postgres/identifier";
import { count, listed } from "@/lib/text/words";
import type { Change } from "@/lib/repair/changes/schema";
import { tablesBySchema } from "@/lib/target/elsewhere";
import { defineRemedy, nothing } from "./define";
import { isSlotThere, publicationWish, takenOver, type Wish } from "./publication";
import { readsAfter } from "./reads-after";
import type { Situation } from "./situation";

const same = (a: object, b: object): boolean =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());

function optionsDraft(wish: Wish) {
  const from = wish.now === null ? null : optionsOf(wish.now);
  if (from === null || same(from, wish.options)) return [];
  const gains = [
    ...(["insert", "update", "delete", "truncate"] as const).filter((operation) => !from[operation]),
    ...(from.viaPartitionRoot
      ? []
      : wish.options.viaPartitionRoot
        ? ["partitioned tables under their own name"]
        : []),
    ...(wish.options.generatedStored === true && from.generatedStored !== true
      ? ["stored generated columns"]
      : []),
  ];
  return [
    {
      says: `Let ${displayName(wish.name)} publish ${gains.join(", ")} too. What it publishes already stays.`,
      changes: [
        {
          kind: "publication" as const,
          publication: wish.name,
          from,
          to: wish.options,
          allTables: false,
        },
      ],
    },
  ];
}

function makeDraft(situation: Situation, wish: Wish) {
  const { snapshot } = situation;
  if (wish.now !== null) return [];
  const { publication } = snapshot;
  const create: Change = {
    kind: "publication",
    publication: wish.name,
    from: null,
    to: wish.options,
    allTables: false,
  };
  const options = [
    ...(wish.options.viaPartitionRoot ? ["partitioned tables under their own name"] : []),
    ...(wish.options.generatedStored === true ? ["stored generated columns"] : []),
  ];
  const drop: Change[] =
    publication === null || !wish.anew
      ? []
      : [
          ...takenOver(situation, publication),
          {
            kind: "publication",
            publication: wish.name,
            from: optionsOf(publication),
            to: null,
            allTables: true,
          },
        ];
  return [
    {
      says: `${wish.anew ? `Make ${displayName(wish.name)} anew, without FOR ALL TABLES, to which no table can be added by name` : `Make the publication ${displayName(wish.name)}`}, ${readsAfter(situation) ? "for the target's tables" : "empty: Electric adds each table when a shape asks for it"}${options.length === 0 ? "" : `; it publishes ${options.join(" and ")}`}.`,
      changes: [...drop, create],
    },
  ];
}

/** A publication for the target's tables, of which there are none. */
function emptiness(situation: Situation, wish: Wish): string[] {
  const { snapshot, target, tables } = situation;
  if (wish.now !== null || !readsAfter(situation) || tables.length > 0) return [];
  const elsewhere = tablesBySchema(snapshot, target).map(
    ({ schema, tables: number }) => `${displayName(schema)} has ${number}`,
  );
  const where = elsewhere.length === 0 ? "no schema has a table yet" : listed(elsewhere);
  return [
    `The publication ${displayName(wish.name)} is empty: the target has no table (${where}). Electric serves nothing until each table is added to it.`,
  ];
}

/** Below 18 no publication carries generated columns, and from then on none carries virtual ones. */
const publishesGenerated = ({ major, tables }: Situation): boolean =>
  major >= 18 && tables.every(({ generatedVirtual }) => generatedVirtual.length === 0);

/** Checks for which the publication may have to be made. */
export const MAKES_PUBLICATION: readonly CheckId[] = [
  "publication.exists",
  "publication.operations",
  "publication.partition_root",
  "publication.scope",
  "tables.generated_columns",
];

/** A publication that is gone beside a slot: in automatic mode Electric makes both anew, in the right order. */
const leftToElectric = (situation: Situation): { check: string; why: string }[] =>
  situation.snapshot.publication !== null || !isSlotThere(situation)
    ? []
    : [
        {
          check: "publication.exists",
          why: "It is left to Electric, which makes the publication at its next start, drops the slot and makes it anew: made here, the publication would be younger than the slot, which could not be decoded with it.",
        },
      ];

/** Order: the publication before its tables, as Electric does it; two that take the locks in two orders deadlock. */
export const publicationMake = defineRemedy({
  id: "publication.make",
  title: "Create or correct the publication",
  fixes: MAKES_PUBLICATION,
  plan(situation) {
    const wish = publicationWish(situation);
    if (wish === null) return { ...nothing, leaves: leftToElectric(situation) };
    const drafts = [...makeDraft(situation, wish), ...optionsDraft(wish)];
    if (drafts.length === 0) return nothing;
    const before = situation.snapshot.publication;
    const roots = before !== null && !before.viaPartitionRoot && wish.options.viaPartitionRoot;
    return {
      drafts,
      fixes: [
        "publication.exists",
        "publication.operations",
        "publication.partition_root",
        ...(wish.anew ? ["publication.scope"] : []),
        ...(publishesGenerated(situation) ? ["tables.generated_columns"] : []),
      ],
      consequences: [
        ...(roots
          ? [
              "Changes of partitioned tables are sent under the root's name from then on: let Electric serve shapes on them anew, for what clients hold has the partitions' keys.",
            ]
          : []),
        ...emptiness(situation, wish),
      ],
    };
  },
});

/** Electric counts only tables that stand there by name, so whole schemas leave once their tables are listed. */
export const publicationSchemas = defineRemedy({
  id: "publication.schemas",
  title: "List tables by name instead of whole schemas",
  fixes: ["publication.scope"],
  plan(situation) {
    const wish = publicationWish(situation);
    const schemas = wish?.now?.schemas ?? [];
    if (wish === null || schemas.length === 0) return nothing;
    return {
      drafts: [
        {
          says: `Take ${count(schemas.length, "whole schema")} out of ${displayName(wish.name)}: ${listed(schemas.map(displayName))}.`,
          changes: schemas.map((schema) => ({
            kind: "published schema" as const,
            publication: wish.name,
            schema,
            from: true,
            to: false,
          })),
        },
      ],
      fixes: ["publication.scope"],
      consequences: [
        `Tables of ${listed(schemas.map(displayName))} that stand in ${displayName(wish.name)} only through their schema are no longer published by it.`,
      ],
    };
  },
});
