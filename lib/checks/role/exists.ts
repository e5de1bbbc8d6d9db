import { displayName } from "@/lib/postgres/identifier";
import { providers } from "@/lib/postgres/provider";
import { defineCheck } from "../define";
import { fail, pass } from "../finding";
import { createRole, whoMayCreate, withoutBranch } from "./create-role";

export const roleExists = defineCheck({
  id: "role.exists",
  title: "Electric's role exists",
  why: "Electric logs in as this role for its pool and for its replication stream. Without it every connection is refused and Electric exits.",
  source: "Electric 1.7.12, db_connection_error.ex 192-199",
  worst: "fail",
  act: { says: (role) => `Create role ${role}` },
  urgency: 130,
  foretells: ["set role", "log in"],
  judge(snapshot, target) {
    const name = displayName(target.role);
    if (snapshot.role !== null) return pass(`The role ${name} exists.`);
    const provider = providers[snapshot.connection.provider];
    const inside = withoutBranch(snapshot, target);
    return fail({
      found: `there is no role ${name}`,
      needed: "a role of its own that may log in and replicate",
      objects: [name],
      ways: [
        {
          says: `Make the role with the rights that Electric needs, with a password of your own${target.strategy === "owner" ? "; tables.ownership has the statements that hand the tables over" : ""}. ${whoMayCreate(snapshot)} ${provider.replication}`,
          sql: createRole(snapshot, target),
        },
        ...(inside === null
          ? []
          : [
              {
                says: `Or name the role as the database knows it: PlanetScale's user names carry the branch after a dot, and inside the database this one is ${inside}.`,
              },
            ]),
        { says: "Or name an existing role in the target." },
      ],
    });
  },
});
