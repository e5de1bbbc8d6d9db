import { coverageIn, creatorsOf } from "@/lib/checks/role/creators";
import { count, listed } from "@/lib/text/words";
import { displayName } from "@/lib/postgres/identifier";
import { defineRemedy, nothing } from "./define";

/** FOR ROLE, one by one: without it the statement covers only what the current role makes (PostgreSQL docs). */
export const futureTables = defineRemedy({
  id: "privileges.future_tables",
  title: "Cover future tables",
  fixes: ["role.future_tables"],
  plan({ snapshot, target }) {
    if (target.scope.kind === "tables") return nothing;
    const isCovered = coverageIn(snapshot, target);
    const open = creatorsOf(snapshot, target).filter((creator) => !isCovered(creator));
    const makers = [...new Set(open.map(({ role }) => displayName(role)))];
    if (open.length === 0 || target.strategy === "member") return nothing;
    if (target.strategy === "owner")
      return {
        drafts: [],
        fixes: [],
        leaves: [
          {
            check: "role.future_tables",
            why: `A table that ${makers[0]} makes tomorrow belongs to ${makers[0]}: no default gives ownership. Run migrations as ${displayName(target.role)}, end each with ALTER TABLE … OWNER TO, or choose the strategy “member”.`,
          },
        ],
      };
    return {
      drafts: [
        {
          says: `Let ${displayName(target.role)} read what ${count(makers.length, "role")} will make (${listed(makers)}). Publishing a new table and setting it FULL stay steps of each migration, for no default can grant them.`,
          changes: open.map(({ role, schema }) => ({
            kind: "default privileges" as const,
            creator: role,
            schema,
            objects: "TABLES" as const,
            grantee: target.role,
            privileges: ["SELECT"],
            grantOption: false,
            from: false,
            to: true,
          })),
        },
      ],
      fixes: ["role.future_tables"],
    };
  },
});
