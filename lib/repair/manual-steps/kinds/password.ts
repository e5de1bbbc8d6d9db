import { roleExists } from "@/lib/checks/role/exists";
import { rolePassword } from "@/lib/checks/role/password";
import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { providers } from "@/lib/postgres/provider";
import type { Kind } from "./kind";

/**
 * The password of Electric's role where the provider takes none that is hashed. Headroom sends no password in clear: such a
 * statement can stand in the log of a server, and the person who types it knows where it goes.
 */
export const password: Kind = ({ provider, target, open }) => {
  const { name, passwordElsewhere, passwordPath = [] } = providers[provider];
  const check = ([roleExists.id, rolePassword.id] as const).find((id) => open.has(id));
  if (passwordElsewhere === undefined || check === undefined) return {};
  const role = displayName(target.role);
  return {
    steps: [
      {
        check,
        unseen: "Headroom may not see how a password is kept there, so that no check shows it.",
        title: `Give ${role} a password at ${name}`,
        says: `${passwordElsewhere} Make the role with a plan first: it gets no password there. Then put the same password into DATABASE_URL. In SQL it has to be typed as it is, over a connection with TLS; \\password of psql hashes it and is refused.`,
        value: null,
        path: [...passwordPath],
        commands: [
          {
            label: "Or in psql, with sslmode=require",
            text: `ALTER ROLE ${quoteIdentifier(target.role)} PASSWORD '<a new password>';`,
          },
        ],
        restart: null,
        source: "Neon docs, manage/roles; Databricks docs, oltp/projects/postgres-roles",
      },
    ],
  };
};
