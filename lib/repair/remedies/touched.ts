import { count, example, listed } from "@/lib/text/words";
import { displayName, displayRelation } from "@/lib/postgres/identifier";
import type { Relation } from "@/lib/snapshot/relation";
import type { Situation } from "./situation";

const WORDS = {
  view: ["view", "views"],
  "materialized view": ["materialized view", "materialized views"],
  function: ["function", "functions"],
} as const;

/** Returns, as sentences, which views, functions and policies a transfer of these tables touches. */
export function dependentsOf({ rights, rightsOn }: Situation, tables: readonly Relation[]): string[] {
  const oids = new Set(tables.map(({ oid }) => oid));
  const touched = rights.dependents.filter(({ tables: named }) => named.some((oid) => oids.has(oid)));
  const policies = tables.flatMap((table) => rightsOn(table)?.policies ?? []);
  return [
    ...(["view", "materialized view", "function"] as const).flatMap((kind) => {
      const those = touched.filter((dependent) => dependent.kind === kind);
      if (those.length === 0) return [];
      const [one, many] = WORDS[kind];
      const owners = listed([...new Set(those.map(({ owner }) => displayName(owner)))]);
      return [
        `${example(those.map(displayRelation), one, many)} read${those.length === 1 ? "s" : ""} them with the rights of ${owners}, and go${those.length === 1 ? "es" : ""} on doing so.`,
      ];
    }),
    ...(policies.length === 0
      ? []
      : [
          `${count(policies.length, "policy", "policies")} on them (${example(policies.map(displayName), "policy", "policies")}) stay${policies.length === 1 ? "s" : ""} as ${policies.length === 1 ? "it is" : "they are"}.`,
        ]),
  ];
}
