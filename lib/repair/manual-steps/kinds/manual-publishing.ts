import { publicationExists } from "@/lib/checks/publication/exists";
import { publicationScope } from "@/lib/checks/publication/scope";
import { publicationTables } from "@/lib/checks/publication/tables";
import { tablesReplicaIdentity } from "@/lib/checks/tables/replica-identity";
import { publicationName } from "@/lib/electric/names";
import type { Kind } from "./kind";

/** Checks of what is done in manual mode by other roles than Electric's. */
const CHECKS = [
  publicationExists.id,
  publicationTables.id,
  publicationScope.id,
  tablesReplicaIdentity.id,
] as const;

/** ELECTRIC_MANUAL_TABLE_PUBLISHING, which the strategy “manual” takes beside all SQL. */
export const manualPublishing: Kind = ({ target, open }) => {
  const check = CHECKS.find((id) => open.has(id));
  if (target.strategy !== "manual" || check === undefined) return {};
  return {
    steps: [
      {
        check,
        unseen: "Headroom does not see Electric's environment, so that no check shows it.",
        title: "Set ELECTRIC_MANUAL_TABLE_PUBLISHING to true",
        says: `With it Electric changes neither ${publicationName(target.streamId)} nor a table. Without it Electric takes tables that no shape uses out of a publication that it owns, and cannot put them back without the rights of their owner. Set it in Electric's environment before its first start, and have the publication there by then. It takes Electric 1.1.5 or newer.`,
        value: {
          name: "ELECTRIC_MANUAL_TABLE_PUBLISHING",
          to: "true",
          now: "not visible from the database",
          sum: "It is true or false, and false where it is not set.",
        },
        path: [],
        commands: [{ label: "Electric's environment", text: "ELECTRIC_MANUAL_TABLE_PUBLISHING=true" }],
        restart: null,
        source: "Electric 1.7.12, postgres/configuration.ex 155-207; Electric's change log, 1.1.5",
      },
    ],
  };
};
