import { quoteIdentifier, quoteRelation } from "@/lib/postgres/identifier";
import type { ChangeOf, Identity } from "./schema";

/** ONLY is not needed: ALTER TABLE … OWNER TO never reaches partitions or children (PostgreSQL docs, ALTER TABLE). */
export const tableOwnerSql = ({ table, to }: ChangeOf<"table owner">): string =>
  `ALTER TABLE ${quoteRelation(table)} OWNER TO ${quoteIdentifier(to)}`;

const identityWord = (identity: Identity): string =>
  typeof identity === "string" ? identity.toUpperCase() : `USING INDEX ${quoteIdentifier(identity.index)}`;

export const replicaIdentitySql = ({ table, to }: ChangeOf<"replica identity">): string =>
  `ALTER TABLE ${quoteRelation(table)} REPLICA IDENTITY ${identityWord(to)}`;
