import { attributesOf } from "@/lib/repair/changes/kinds/role";
import { budgetOf } from "@/lib/budget/budget";
import { deployPeak } from "@/lib/electric/pool";
import { displayName } from "@/lib/postgres/identifier";
import type { Attributes, Change } from "@/lib/repair/changes/schema";
import { joins, replicationGroup } from "./role-create";
import { defineRemedy, nothing } from "./define";
import { filteredAfter, mustBypass } from "./row-security";
import { isOpen, type Situation } from "./situation";

/** Beyond the pool of a deploy: what an admin's own look as the role may take (checks, psql). */
const SPARE = 5;

/** Returns the attributes that the role has, null where it is not there. */
export function attributesNow({ roles, target }: Pick<Situation, "roles" | "target">): Attributes | null {
  const facts = roles.of(target.role);
  return facts === undefined ? null : attributesOf(facts);
}

type Part = { check: string; says: string; to: Partial<Attributes> };

function parts(situation: Situation, now: Attributes): Part[] {
  const { snapshot, target, major } = situation;
  const { role } = snapshot;
  if (role === null || role.superuser) return [];
  const wantsLogin = isOpen(situation, "role.login");
  const others = budgetOf(snapshot, target)?.counted.role ?? 0;
  const limit = deployPeak(target) + others + SPARE;
  const inherits = target.strategy === "member" && major < 16 && !now.inherit;
  const filtered = filteredAfter(situation).length > 0 || isOpen(situation, "role.row_security");
  return [
    ...(wantsLogin && !now.login ? [{ check: "role.login", says: "may log in", to: { login: true } }] : []),
    ...(wantsLogin && now.validUntil !== null
      ? [{ check: "role.login", says: "has a password that does not expire", to: { validUntil: null } }]
      : []),
    ...(!role.replication && role.replicationThrough === null && replicationGroup(situation) === null
      ? [{ check: "role.replication", says: "may replicate", to: { replication: true } }]
      : []),
    ...(filtered && !now.bypassRls && mustBypass(situation)
      ? [
          {
            check: "role.row_security",
            says: "sees every row, whatever row security says",
            to: { bypassRls: true },
          },
        ]
      : []),
    ...(isOpen(situation, "budget.role_limit") && now.connectionLimit !== null && now.connectionLimit < limit
      ? [
          {
            check: "budget.role_limit",
            says: `may open ${limit} connections (${deployPeak(target)} for Electric during a deploy${others === 0 ? "" : `, ${others} for others`} and ${SPARE} to spare)`,
            to: { connectionLimit: limit },
          },
        ]
      : []),
    ...(inherits
      ? [{ check: "tables.ownership", says: "inherits the rights of its groups", to: { inherit: true } }]
      : []),
  ];
}

export const roleAlter = defineRemedy({
  id: "role.alter",
  frames: true,
  title: "Set attributes of Electric's role",
  fixes: ["role.login", "role.replication", "role.row_security", "budget.role_limit"],
  plan(situation) {
    const { target } = situation;
    const from = attributesNow(situation);
    if (from === null) return nothing;
    const needed = parts(situation, from);
    const group =
      situation.snapshot.role?.replication === false &&
      situation.snapshot.role.replicationThrough === null &&
      !situation.snapshot.role.superuser
        ? replicationGroup(situation)
        : null;
    if (needed.length === 0 && group === null) return nothing;
    const to = needed.reduce<Attributes>((all, part) => ({ ...all, ...part.to }), from);
    const name = displayName(target.role);
    const changes: Change[] = [
      ...(needed.length === 0
        ? []
        : [{ kind: "role" as const, role: target.role, from, to, verifier: null }]),
      ...joins(group, target.role),
    ];
    const does = [
      ...needed.map(({ says }) => says),
      ...(group === null ? [] : [`may replicate as a member of ${displayName(group)}`]),
    ];
    return {
      drafts: [{ says: `Alter ${name}, so that it ${does.join(", ")}.`, changes }],
      fixes: [
        ...needed.map(({ check }) => check).filter((check) => check !== "tables.ownership"),
        ...(group === null ? [] : ["role.replication"]),
      ],
    };
  },
});
