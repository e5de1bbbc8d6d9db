import { sqlOf } from "@/lib/repair/changes/operations";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
import { choicesSchema, type Choices, type Wanted } from "@/lib/repair/request";
import { aRights } from "@/lib/privileges/fixture";
import type { Rights } from "@/lib/privileges/schema";
import { aSnapshot, aTable } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { targetSchema, type Target } from "@/lib/target/schema";
import type { Remedy } from "./define";
import { situationOf, type Situation } from "./situation";

type World = {
  snapshot?: (snapshot: ReachedSnapshot) => void;
  rights?: (rights: Rights) => void;
  target?: Partial<Target>;
  choices?: Partial<Choices>;
  wanted?: Wanted;
};

/** Returns the good situation after it has been spoilt: Postgres 17, a superuser, Electric's role owning one table. */
export function situationWith(world: World = {}): Situation {
  const snapshot = structuredClone(aSnapshot);
  const rights = structuredClone(aRights);
  world.snapshot?.(snapshot);
  world.rights?.(rights);
  const target = targetSchema.parse({ environment: "development", ...world.target });
  const choices = choicesSchema.parse({ strategy: target.strategy, ...world.choices });
  const findings = judgeAll(checks, snapshot, { ...target, strategy: choices.strategy });
  return situationOf(snapshot, rights, target, world.wanted ?? { kind: "ready" }, choices, findings);
}

/** Returns the statements that a remedy puts into a plan there. */
export function statementsOf(remedy: Remedy, world: World = {}): string[] {
  const situation = situationWith(world);
  const { versionNum } = situation.snapshot.server;
  return remedy
    .plan(situation)
    .drafts.flatMap(({ changes }) => changes.map((change) => sqlOf(change, versionNum)));
}

/** Returns all that a remedy contributes there. */
export const contributed = (remedy: Remedy, world: World = {}) => remedy.plan(situationWith(world));

/** There is no role for Electric yet. */
export const noRole = (snapshot: ReachedSnapshot): void => void (snapshot.role = null);
export const withoutElectric = (rights: Rights): void =>
  void (rights.roles = rights.roles.filter(({ name }) => name !== "electric"));
/** The one table belongs to the application, and Electric's role has nothing on it. */
export const appOwns = (snapshot: ReachedSnapshot): void => {
  snapshot.relations = [
    { ...aTable, owner: "app", ownerRights: false, select: false, replicaIdentity: "d", published: null },
  ];
  const [schema] = snapshot.schemas;
  if (schema) schema.creators = ["app"];
};
