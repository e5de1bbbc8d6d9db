import type { Relation } from "@/lib/snapshot/relation";
import { keepsBy } from "./keeping";
import { actsAs } from "./set-role";
import type { Situation } from "./situation";

/** Checks of which a plan brings the owner's rights on tables, by strategy. */
const BRINGS: Record<Situation["target"]["strategy"], readonly string[]> = {
  owner: ["tables.ownership"],
  member: ["tables.ownership", "role.future_tables"],
  manual: [],
};

/** Tables of the target on which Electric's role has no owner's rights once the plan has run. */
export function unownedAfter(situation: Situation): Relation[] {
  const { tables, target, wanted } = situation;
  const brings =
    wanted.kind === "ready" ||
    (wanted.kind === "checks" && BRINGS[target.strategy].some((check) => wanted.checks.includes(check)));
  const { stays } = keepsBy(situation);
  return tables.filter(
    ({ oid, ownerRights }) =>
      ownerRights !== true && (target.strategy === "manual" || !brings || stays.has(oid)),
  );
}

/**
 * Whether Electric only reads its publication once the plan has run: in manual mode, and where another role owns it and
 * tables stay without owner's rights for Electric. As its owner Electric would take out what no shape uses and could not
 * add that again (Electric 1.7.12, postgres/configuration.ex 155-207, 261-292).
 */
export function readsAfter(situation: Situation): boolean {
  const { target, snapshot } = situation;
  if (target.strategy === "manual") return true;
  const { publication } = snapshot;
  if (publication === null || publication.owner === actsAs(situation)) return false;
  return unownedAfter(situation).length > 0;
}
