import { z } from "zod";
import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { majorOf } from "@/lib/target/mode";
import { nameSchema } from "@/lib/target/schema";
import { isSame } from "../catalogue";
import { plainChange, turned, type ChangeDefinition } from "../definition";

/** Options of a membership; below 16 only `admin` can be said. */
export const membershipOptionsSchema = z.object({
  admin: z.boolean(),
  inherit: z.boolean(),
  set: z.boolean(),
});
export type MembershipOptions = z.infer<typeof membershipOptionsSchema>;

export const membershipSchema = z.object({
  kind: z.literal("membership"),
  role: nameSchema,
  member: nameSchema,
  /** The grantor of the row that stands there now, or null for the role that runs this. */
  grantor: nameSchema.nullable(),
  from: membershipOptionsSchema.nullable(),
  to: membershipOptionsSchema.nullable(),
});

const word = (yes: boolean): string => (yes ? "TRUE" : "FALSE");

/**
 * GRANT or REVOKE of a role. From 16 on each grant says its options itself and is known by its grantor; before that the
 * member's INHERIT attribute decides and ADMIN is the only option (PostgreSQL 16 docs, GRANT).
 */
export const membership = {
  ...plainChange,
  sql({ role, member, grantor, to, from }, versionNum) {
    const modern = majorOf(versionNum) >= 16;
    const by = modern && grantor !== null ? ` GRANTED BY ${quoteIdentifier(grantor)}` : "";
    if (to === null) return `REVOKE ${quoteIdentifier(role)} FROM ${quoteIdentifier(member)}${by}`;
    const grant = `GRANT ${quoteIdentifier(role)} TO ${quoteIdentifier(member)}`;
    if (modern)
      return `${grant} WITH ${to.admin ? "ADMIN TRUE, " : from?.admin ? "ADMIN FALSE, " : ""}INHERIT ${word(to.inherit)}, SET ${word(to.set)}${by}`;
    return to.admin ? `${grant} WITH ADMIN OPTION` : grant;
  },
  inverse: (change) => ({ ...turned(change), grantor: null }),
  key: ({ role, member }) => [role, member],
  subject: ({ role, member }) => `the membership of ${displayName(member)} in ${displayName(role)}`,
  roles: ({ role, member }) => [role, member],
  commandTag: () => null,
  needs: ({ role, member, grantor, to }) => [
    to === null ? { right: "revoke role", role, grantor } : { right: "grant role", role, member },
  ],
  state({ role, member, grantor, from, to }, { rights, snapshot }) {
    const modern = majorOf(snapshot.server.versionNum) >= 16;
    // From 16 on there may be one row from each grantor, and a change is of one of them.
    const rows = rights.memberships.filter(
      (row) =>
        row.role === role &&
        row.member === member &&
        (!modern || grantor === null || row.grantor === grantor),
    );
    const is = (options: MembershipOptions | null): boolean =>
      options === null
        ? rows.every((row) => row.grantor === rights.bootstrap && row.admin && !row.inherit && !row.set)
        : rows.some((row) =>
            modern
              ? isSame({ admin: row.admin, inherit: row.inherit, set: row.set }, options)
              : row.admin === options.admin,
          );
    return { from: is(from), to: is(to), gone: false };
  },
} satisfies ChangeDefinition<z.infer<typeof membershipSchema>>;
