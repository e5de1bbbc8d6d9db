import { providers } from "@/lib/postgres/provider";
import { displayName } from "@/lib/postgres/identifier";
import type { Attributes, Change } from "@/lib/repair/changes/schema";
import { defineRemedy, nothing } from "./define";
import { mustBypass, staysUnread } from "./row-security";
import type { Situation } from "./situation";

/** The provider's group that stands for REPLICATION, where it is there; Neon's roles take the attribute by SQL. */
export function replicationGroup({ snapshot, rights }: Situation): string | null {
  const { provider } = snapshot.connection;
  if (provider === "neon") return null;
  const groups = providers[provider].replicationRoles;
  return groups.find((group) => rights.roles.some(({ name }) => name === group)) ?? null;
}

/** Returns the change that makes a role a member of the provider's group, none where there is no such group. */
export const joins = (group: string | null, member: string): Change[] =>
  group === null
    ? []
    : [
        {
          kind: "membership",
          role: group,
          member,
          grantor: null,
          from: null,
          to: { admin: false, inherit: true, set: true },
        },
      ];

/** Attributes of a new role for Electric: it signs in, replicates, and sees every row. */
export function newAttributes(situation: Situation): Attributes {
  return {
    login: true,
    inherit: true,
    replication: replicationGroup(situation) === null,
    bypassRls: mustBypass(situation),
    connectionLimit: null,
    validUntil: null,
  };
}

/** The hash of the password is made on our side: neither the statement nor the server's log ever holds it. */
export const roleCreate = defineRemedy({
  id: "role.create",
  withNewRole: true,
  frames: true,
  title: "Create Electric's role",
  fixes: ["role.exists"],
  plan(situation) {
    const { snapshot, target, choices } = situation;
    if (snapshot.role !== null) return nothing;
    const name = displayName(target.role);
    const to = newAttributes(situation);
    const group = replicationGroup(situation);
    const { passwordElsewhere } = providers[snapshot.connection.provider];
    const verifier = passwordElsewhere === undefined ? choices.verifier : null;
    const password =
      passwordElsewhere !== undefined
        ? `It gets no password here. ${passwordElsewhere}`
        : verifier === null
          ? `It gets no password yet, so no client can sign in as ${name} with one.`
          : "Its password is hashed here (scram-sha-256), so that no statement and no log of the server holds it.";
    const rights = [
      to.bypassRls ? "BYPASSRLS, because row security would filter what it reads" : "",
      group === null ? "" : `${displayName(group)}, which stands for REPLICATION here`,
    ].filter(Boolean);
    return {
      drafts: [
        {
          says: `Make the role ${name}, with LOGIN${to.replication ? " and REPLICATION" : ""}${rights.length === 0 ? "" : `, and with ${rights.join(" and ")}`}. ${password}`,
          changes: [
            { kind: "role", role: target.role, from: null, to, verifier },
            ...joins(group, target.role),
          ],
        },
      ],
      fixes: [
        "role.exists",
        "role.login",
        "role.replication",
        ...(staysUnread(situation).length === 0 ? ["role.row_security"] : []),
      ],
      consequences: [
        `A role ${name} comes to be, for Electric alone.`,
        ...(passwordElsewhere === undefined
          ? []
          : [`${name} has no password yet, and Electric cannot sign in. ${passwordElsewhere}`]),
      ],
    };
  },
});
