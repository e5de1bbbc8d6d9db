import { tablesKind } from "@/lib/checks/tables/kind";
import { odditiesOf } from "@/lib/checks/tables/kinds";
import { example } from "@/lib/text/words";
import { displayRelation } from "@/lib/postgres/identifier";
import type { Situation } from "@/lib/repair/remedies/situation";
import { targetRelations } from "@/lib/target/relations";

const CHECK = tablesKind.id;

/**
 * Returns, for each kind of relation that Electric cannot serve, which relations of the target a plan leaves as they are
 * and what to do about them. A plan promises nothing of these.
 */
export function unserved({ snapshot, target }: Situation): { check: string; why: string }[] {
  const { relations, missing } = targetRelations(snapshot, target);
  const absent = missing.map(displayRelation);
  return [
    ...(absent.length === 0
      ? []
      : [
          {
            check: CHECK,
            why: `${example(absent, "table")} ${absent.length === 1 ? "does" : "do"} not exist.`,
          },
        ]),
    ...odditiesOf(snapshot, relations)
      .filter(({ fatal }) => fatal)
      .map(({ label, relations: odd, way }) => ({
        check: CHECK,
        why: `${example(odd.map(displayRelation), "table")} ${odd.length === 1 ? "is" : "are"} ${label}, which Electric cannot serve: this plan leaves ${odd.length === 1 ? "it" : "them"} as ${odd.length === 1 ? "it is" : "they are"}. ${way.says}`,
      })),
  ];
}
