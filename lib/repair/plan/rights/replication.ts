import type { NeedOf } from "@/lib/repair/changes/need";
import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import type { RightDefinition } from "./definition";
import { grantorsOf, onlySuperusers } from "./words";

/** REPLICATION, for statements on slots. */
export const replication: RightDefinition<NeedOf<"replication">> = {
  satisfied: (_need, { self }) => self?.replication === true,
  grantTemporarily: () => false,
  text: (need, { admin, major }) => ({
    what: `${displayName(admin)} has no REPLICATION, which ${need.for} takes.`,
    who:
      major < 16
        ? onlySuperusers("alter", "attributes", major)
        : grantorsOf({ replication: true, bypassRls: false }, major, admin),
    sql: `ALTER ROLE ${quoteIdentifier(admin)} REPLICATION;`,
  }),
};
