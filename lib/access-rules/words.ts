import { quoteIdentifier } from "@/lib/postgres/identifier";
import type { AccessRule } from "@/lib/snapshot/access-rules";
import { addressText } from "./address";

/** Returns where a rule stands: "line 92 of pg_hba.conf". */
export function ruleText({ file, line }: Pick<AccessRule, "file" | "line">): string {
  const name = file === null ? "pg_hba.conf" : file.replace(/^.*\//, "");
  return `line ${line} of ${name.replace(/\s+/g, " ")}`;
}

/** Returns a rule with its method and addresses: "line 92 of pg_hba.conf (scram-sha-256, from 10.0.0.0/8)". */
export const ruleWithAddress = (rule: AccessRule): string =>
  `${ruleText(rule)} (${rule.method ?? "no method"}, from ${addressText(rule)})`;

/** Returns a line of pg_hba.conf that lets a role into a database; the address is the reader's to fill in. Names are quoted there as in SQL. */
export const lineFor = (role: string, database: string, encrypted: boolean): string =>
  `${encrypted ? "hostssl" : "host"} ${quoteIdentifier(database)} ${quoteIdentifier(role)} <address of Electric>/32 scram-sha-256`;
