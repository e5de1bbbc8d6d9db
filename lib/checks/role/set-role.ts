import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import type { SetRole } from "@/lib/snapshot/server";
import { roleSetting } from "@/lib/target/effective-role";
import { defineCheck } from "../define";
import { pass, warn, type Way } from "../finding";
import { noRoleYet } from "./absent";
import { resetRole } from "./reset-role";
import { whoMayAlter } from "./who-may";

/** The statement by which a setting was made, without its value. */
const madeBy = ({ scope }: SetRole, role: string, database: string): string =>
  ({
    "role in database": `ALTER ROLE ${role} IN DATABASE ${database} SET role`,
    role: `ALTER ROLE ${role} SET role`,
    database: `ALTER DATABASE ${database} SET role`,
    "all roles": "ALTER ROLE ALL SET role",
  })[scope];

export const roleSetRole = defineCheck({
  id: "role.set_role",
  title: "Electric's sessions act as Electric's role",
  why: "With SET role fixed for a role or a database, a session begins as another role: that one's privileges count, the publication has to belong to it by name, and pg_drop_replication_slot asks it for REPLICATION. With all of that Electric works. It drops its slot at its first start and at every reset.",
  source:
    "PostgreSQL docs, ALTER ROLE and SET ROLE; Electric 1.7.12, connection_setup.ex 224-246; observed on PostgreSQL 14, 17 and 18",
  worst: "warn",
  act: { says: "Let Electric’s sessions act as its role" },
  urgency: 170,
  foretells: ["set role"],
  judge(snapshot, target) {
    const { role, database } = snapshot;
    if (role === null) return noRoleYet(target);
    const name = displayName(role.name);
    const setting = roleSetting(snapshot);
    if (setting === null) return pass(`Sessions of ${name} act as ${name}.`);
    const acts = displayName(setting.value);
    const found = `sessions of ${name} act as ${acts} (${madeBy(setting, name, displayName(database.name))})`;
    const ways: Way[] = [
      {
        says: `Let ${name} act as itself from its next session on, then restart Electric. A publication that belongs to ${acts} then has to go to ${name}. ${whoMayAlter(snapshot, role.name)}`,
        sql: resetRole(snapshot, target),
      },
      {
        says: `Or keep it: ${acts} then needs every right that Electric needs, REPLICATION included, and owns the publication.`,
        ...(setting.mayReplicate ? {} : { sql: `ALTER ROLE ${quoteIdentifier(setting.value)} REPLICATION;` }),
      },
    ];
    const resets = setting.mayReplicate
      ? ""
      : `; ${acts} has no REPLICATION, so pg_drop_replication_slot is refused: Electric's first start fails once, and a reset of its own leaves a slot that is older than its publication`;
    return warn({
      found: `${found}: the rights of ${acts} count, and the publication has to belong to it${resets}`,
      needed: `sessions that act as ${name}`,
      objects: [name],
      ways,
    });
  },
});
