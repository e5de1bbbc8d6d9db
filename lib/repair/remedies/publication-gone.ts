import { optionsOf } from "@/lib/repair/changes/kinds/publication";
import type { Change } from "@/lib/repair/changes/schema";
import type { Publication } from "@/lib/snapshot/replication";
import { takenOver } from "./publication";
import { sorted, type Situation } from "./situation";

/** Returns the changes that drop a publication, its tables first, so that the inverse of each makes it again as it was. */
export function publicationGone(
  situation: Pick<Situation, "snapshot" | "rights" | "roles">,
  publication: Publication,
): Change[] {
  const { name, allTables, schemas } = publication;
  const members = allTables
    ? []
    : sorted(situation.snapshot.relations.filter(({ published }) => published !== null));
  return [
    ...takenOver(situation, publication),
    ...members.map(({ schema, name: table, published }): Change => ({
      kind: "published",
      publication: name,
      table: { schema, name: table },
      from: published,
      to: null,
    })),
    ...schemas.map((schema): Change => ({
      kind: "published schema",
      publication: name,
      schema,
      from: true,
      to: false,
    })),
    { kind: "publication", publication: name, from: optionsOf(publication), to: null, allTables },
  ];
}
