import type { Change } from "@/lib/repair/changes/schema";
import { displayName } from "@/lib/postgres/identifier";
import { effectiveRole, roleSetting } from "@/lib/target/effective-role";
import { defineRemedy, nothing } from "./define";
import type { Situation } from "./situation";

const CHECK = "role.set_role";

/** Whether a plan ends what makes Electric's sessions act as another role. */
const resets = ({ wanted, snapshot }: Pick<Situation, "wanted" | "snapshot">): boolean =>
  roleSetting(snapshot) !== null &&
  (wanted.kind === "ready" || (wanted.kind === "checks" && wanted.checks.includes(CHECK)));

/** Returns the role that Electric's sessions act as once a plan has run: the owner of its publication, by name. */
export const actsAs = (situation: Pick<Situation, "wanted" | "snapshot" | "target">): string =>
  resets(situation) ? situation.target.role : effectiveRole(situation.snapshot, situation.target);

/** Returns the changes that reset `role` for Electric's role. A value for the database or all roles is overridden for it alone. */
function changesFor({ rights, snapshot, target }: Situation): Change[] {
  const { name: database } = snapshot.database;
  const own = rights.roleSettings.filter(
    (setting) => setting.name === "role" && (setting.database === null || setting.database === database),
  );
  const wider = (snapshot.role?.setRole ?? []).some(
    ({ scope, mayBecome, value }) =>
      (scope === "database" || scope === "all roles") && mayBecome && value !== "none",
  );
  const here = own.find((setting) => setting.database === database);
  const setting = { kind: "role setting" as const, role: target.role, name: "role" };
  return [
    ...own
      .filter((one) => one !== here || !wider)
      .map((one) => ({ ...setting, database: one.database, from: one.value, to: null })),
    ...(wider ? [{ ...setting, database, from: here?.value ?? null, to: "none" }] : []),
  ];
}

export const setRole = defineRemedy({
  id: "role.set_role",
  frames: true,
  title: "Let Electric's sessions act as its role",
  fixes: [CHECK],
  plan(situation) {
    const { snapshot, target } = situation;
    const acts = roleSetting(snapshot);
    if (acts === null || !resets(situation)) return nothing;
    const name = displayName(target.role);
    return {
      drafts: [
        {
          says: `Let sessions of ${name} act as ${name} and no longer as ${displayName(acts.value)}.`,
          changes: changesFor(situation),
        },
      ],
      fixes: [CHECK],
      consequences: [
        `Sessions of ${name} that are open act as ${displayName(acts.value)} until they end: restart Electric after this.`,
      ],
    };
  },
});
