import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { providers } from "@/lib/postgres/provider";
import type { BackendGroup } from "@/lib/snapshot/activity";
import { isUnseen } from "@/lib/snapshot/seen";
import { defineCheck } from "../define";
import { pass, unknown, warn } from "../finding";
import { count } from "@/lib/text/words";
import { noRoleYet } from "./absent";
import { createRole } from "./create-role";

/** Our own sessions call themselves this; Electric's have no application_name at all (Electric 1.7.12, observed). */
const OURS = "headroom";

const isApplication = ({ own, applicationName }: BackendGroup): boolean =>
  !own && applicationName !== "" && !applicationName.startsWith(OURS);

export const roleDedicated = defineCheck({
  id: "role.dedicated",
  title: "Electric has a role of its own",
  why: "Electric's connections are told apart by their role, for they carry no application_name. A role of its own keeps its rights small, lets a CONNECTION LIMIT hold it back, and lets its password change without the application's.",
  source: "Electric 1.7.12, observed on PostgreSQL 15 and 17: application_name is empty on every connection",
  worst: "warn",
  act: { says: "Give Electric a role of its own" },
  momentary: true,
  whyNotFixed:
    "A role of its own takes a new connection string for Electric: name it in the target and make this plan again.",
  judge(snapshot, target) {
    const { role, connection, activity } = snapshot;
    if (role === null) return noRoleYet(target);
    const name = displayName(role.name);
    const provider = providers[connection.provider];
    const users = isUnseen(activity)
      ? []
      : activity.groups.filter((group) => group.role === role.name && isApplication(group));
    const [first] = users;
    const sessions = users.reduce((sum, group) => sum + group.count, 0);
    const flaws = [
      ...(role.superuser ? ["is a superuser"] : []),
      ...(provider.defaultRoles.includes(role.name) ? [`is a default role of ${provider.name}`] : []),
      ...(first === undefined
        ? []
        : [`is used by “${first.applicationName}” too, with ${count(sessions, "session")} open now`]),
    ];
    if (flaws.length === 0 && isUnseen(activity))
      return unknown({
        found: `it is not to be seen who else uses ${name}`,
        needed: "a role that only Electric uses",
        objects: [name],
        grant: activity.grant,
      });
    if (flaws.length === 0) return pass(`No other application is seen using ${name}.`);
    const other = role.name === "electric" ? "electric_sync" : "electric";
    return warn({
      found: `${name} ${flaws.join(" and ")}`,
      needed: "a role that only Electric uses, without superuser",
      objects: [name],
      ways: [
        {
          says: "Make a role for Electric alone, with a password of your own, and name it in the target and in DATABASE_URL.",
          sql: createRole(snapshot, target, other),
        },
        ...(first === undefined
          ? []
          : [{ says: `Or give the application a role of its own and leave ${name} to Electric.` }]),
        ...(role.superuser
          ? [
              {
                says: `Or take superuser away from ${name}, once the other checks show that it has the rights it needs without it.`,
                sql: `ALTER ROLE ${quoteIdentifier(role.name)} NOSUPERUSER REPLICATION;`,
              },
            ]
          : []),
      ],
    });
  },
});
