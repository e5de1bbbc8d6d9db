import { serverFailoverSettings } from "@/lib/checks/server/failover-settings";
import type { Kind } from "./kind";

const WHY = new Map([
  ["sync_replication_slots", "With it a standby copies failover slots; without it the copy does not exist."],
  [
    "hot_standby_feedback",
    "With it the primary keeps the rows that the standby's copy of the slot still needs; a standby copies no slot without it.",
  ],
]);

/** sync_replication_slots and hot_standby_feedback where they are off, and a list of standbys that do not stream. */
export const failoverSettings: Kind = ({ snapshot: { server }, open }) => {
  const finding = open.get(serverFailoverSettings.id);
  if (finding === undefined) return {};
  const { id: check, source } = finding;
  const off = finding.objects.filter((name) => WHY.has(name));
  if (off.length > 0)
    return {
      wishes: off.map((name) => ({
        check,
        name,
        to: "on",
        now: "off",
        sum: "It is on or off; a failover slot takes both, on the primary and on every standby.",
        why: WHY.get(name) ?? "",
        source,
      })),
    };
  const now = server.synchronizedStandbySlots ?? "";
  return {
    wishes: [
      {
        check,
        name: "synchronized_standby_slots",
        to: "",
        now,
        sum: `It names ${finding.objects.join(", ")}, which no standby reads; a failover slot waits for every name in it.`,
        why: "While a standby that is named there is away, Electric's failover slot sends nothing at all. Starting that standby helps as well.",
        source,
      },
    ],
  };
};
