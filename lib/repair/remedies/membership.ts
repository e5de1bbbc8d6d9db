import { listed } from "@/lib/text/words";
import { coverageIn, creatorsOf } from "@/lib/checks/role/creators";
import { displayName } from "@/lib/postgres/identifier";
import { powerIn } from "@/lib/reach/power";
import { powerText } from "@/lib/reach/power-text";
import { reachState } from "@/lib/reach/state";
import type { Power } from "@/lib/snapshot/power";
import type { Change } from "@/lib/repair/changes/schema";
import { defineRemedy, nothing } from "./define";
import type { Situation } from "./situation";

const WANTED = { admin: false, inherit: true, set: false };

/** Whether the admin may make others members of a role; a grant to itself for future tables alone does not count. */
const mayGrant = (role: string, { roles, rights }: Situation): boolean =>
  roles.mayGrantRole(rights.admin, role) &&
  (role !== rights.admin || roles.of(rights.admin)?.superuser === true);

/** Owners to join, who else cannot be joined, and roles whose members could take over the server. */
type Groups = { groups: string[]; uncovered: string[]; powers: ReadonlyMap<string, Power> };

/**
 * Owners of the target's tables and roles that may make tables there, whose rights Electric's role does not have. A role that
 * only may create is no reason to stop: what stands against it leaves a warning.
 */
function groupsFor(situation: Situation): Groups {
  const { snapshot, rights, target, tables, roles } = situation;
  const lacks = (role: string) => role !== target.role && !roles.inherits(target.role, role);
  const owners = new Set(
    tables.filter(({ owner, ownerRights }) => ownerRights !== true && lacks(owner)).map(({ owner }) => owner),
  );
  const isCovered = coverageIn(snapshot, target);
  const creators =
    target.scope.kind === "tables"
      ? []
      : creatorsOf(snapshot, target).filter((creator) => !isCovered(creator));
  const others = [...new Set(creators.map(({ role }) => role))].filter(
    (role) => lacks(role) && !owners.has(role),
  );
  const powerOf = powerIn(reachState(snapshot, rights, target.role));
  // Who has such a power already gains none by a membership.
  const has = roles.of(target.role) !== undefined && powerOf(target.role) !== null;
  const powers = new Map(
    [...owners, ...others].flatMap((role): [string, Power][] => {
      const power = has ? null : powerOf(role);
      return power === null ? [] : [[role, power]];
    }),
  );
  const possible = (role: string) =>
    !roles.isMember(role, target.role) && mayGrant(role, situation) && !powers.has(role);
  return {
    groups: [...owners, ...others.filter(possible)],
    uncovered: others.filter((role) => !possible(role)),
    powers,
  };
}

/** The row that a GRANT by the admin would change, null where it makes a new one. */
function existing({ roles, rights, major, target }: Situation, role: string) {
  const rows = roles.rows(target.role).filter((row) => row.role === role);
  if (major < 16) return rows[0];
  const superuser = roles.of(rights.admin)?.superuser === true;
  return rows.find(({ grantor }) => superuser || grantor === rights.admin);
}

function grant(situation: Situation, role: string): Change {
  const row = existing(situation, role);
  return {
    kind: "membership",
    role,
    member: situation.target.role,
    grantor: row === undefined || situation.major < 16 ? null : row.grantor,
    from: row === undefined ? null : { admin: row.admin, inherit: row.inherit, set: row.set },
    to: row === undefined ? WANTED : { admin: row.admin, inherit: true, set: row.set },
  };
}

/** Why a role that only may create tables is not joined, as a sentence. */
const whyUncovered = ({ target }: Situation, power: Power | undefined): string =>
  power === undefined
    ? `who runs this cannot make ${displayName(target.role)} a member of it.`
    : powerText(power);

export const membership = defineRemedy({
  id: "membership.grant",
  title: "Make Electric's role a member of owners",
  fixes: ["tables.ownership", "role.future_tables"],
  plan(situation) {
    const { target, roles, rights, major } = situation;
    if (target.strategy !== "member") return nothing;
    const { groups: all, uncovered, powers } = groupsFor(situation);
    const groups = all.filter((role) => !powers.has(role));
    const refused = all.flatMap((role) => powers.get(role) ?? []);
    const leaves = uncovered.map((role) => ({
      check: "role.future_tables",
      why: `${displayName(role)} owns no table of the target and may create some; ${whyUncovered(situation, powers.get(role))} Let migrations run as a role that is covered.`,
    }));
    const lacking = refused.map((power) => ({
      what: powerText(power),
      who: `Choose the strategy “owner” or “manual”, or hand the tables of ${displayName(power.role)} over to an ordinary role first.`,
      sql: null,
      rule: "headroom" as const,
    }));
    if (groups.length === 0) return { ...nothing, leaves, missing: lacking };
    const name = displayName(target.role);
    const owners = new Set(situation.tables.map(({ owner }) => owner));
    const admin = roles.of(rights.admin);
    const circle = groups.filter((role) => roles.isMember(role, target.role));
    // From 15 on no role has ADMIN OPTION on itself (PostgreSQL 15 release notes; seen on 15 to 18).
    const itself = groups.filter((role) => role === rights.admin && admin?.superuser !== true && major >= 15);
    return {
      drafts: [
        {
          says: `Make ${name} a member of ${listed(groups.map(displayName))}, with inheritance: no table changes hands, and what ${groups.length === 1 ? "it makes" : "they make"} tomorrow is covered too.`,
          changes: groups.map((role) => grant(situation, role)),
        },
      ],
      fixes:
        refused.length > 0
          ? []
          : ["tables.ownership", ...(uncovered.length === 0 ? ["role.future_tables"] : [])],
      leaves,
      consequences: [
        `${name} may do whatever ${listed(groups.map(displayName))} may do to tables: write to them, alter and drop them. No table changes hands.`,
        ...groups
          .filter((role) => !owners.has(role))
          .map((role) => `${displayName(role)} owns no table of the target yet and may create some.`),
      ],
      missing: [
        ...lacking,
        ...circle.map((role) => ({
          what: `${displayName(role)} is a member of ${name}, so ${name} cannot become a member of ${displayName(role)}: memberships cannot run in a circle.`,
          who: `A role that may revoke ${name} from ${displayName(role)}, or choose the strategy “owner”.`,
          sql: null,
        })),
        ...itself.map((role) => ({
          what: `${displayName(role)} runs this, and no role may grant itself to others from Postgres 15 on.`,
          who:
            situation.snapshot.connection.provider === "planetscale"
              ? `Make Electric's role in PlanetScale's dashboard with replication and the inherited role ${displayName(role)} (pscale role create <database> <branch> electric --inherited-roles postgres --with-replication), or choose the strategy “owner” or “manual”.`
              : `A superuser or a role with ADMIN OPTION on ${displayName(role)}, or choose the strategy “owner” or “manual”.`,
          sql: null,
        })),
      ],
    };
  },
});
