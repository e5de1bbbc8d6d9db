import { slotFailover } from "@/lib/checks/slot/failover";
import { slotName } from "@/lib/electric/names";
import type { Kind } from "./kind";

/**
 * PlanetScale's cluster parameter that keeps a slot through a switchover. Its name in the API is not published, so that
 * no command can set it (PlanetScale docs, integrations/logical-cdc, section Failover).
 */
export const preservedSlot: Kind = ({ provider, target, open }) => {
  const finding = open.get(slotFailover.id);
  if (finding === undefined || provider !== "planetscale") return {};
  const name = slotName(target.streamId);
  return {
    steps: [
      {
        check: finding.id,
        unseen:
          "No query shows this parameter; the check passes once the slot itself is a failover slot, and says nothing of it.",
        title: `Add ${name} to “Logical slot name”`,
        says: `PlanetScale carries only the slots named in this cluster parameter over to a replica that takes over. It is a list with commas: keep the names that stand there. sync_replication_slots and hot_standby_feedback have to be on as well, and the slot itself has to be a failover slot. The list of parameters says whether this one takes a restart.`,
        value: {
          name: "Logical slot name",
          to: name,
          now: "not visible from the database",
          sum: `Electric names its slot electric_slot_ and the stream id, which is ${target.streamId} here.`,
        },
        path: [
          "Clusters",
          "<branch>",
          "Parameters",
          "Failover",
          "Logical slot name",
          "Queue parameter changes",
          "Apply changes",
        ],
        commands: [
          {
            label: "Look for a parameter whose display name has “logical slot”",
            text: "pscale branch parameters list <database> <branch>",
          },
        ],
        restart: null,
        source: "PlanetScale docs, integrations/logical-cdc",
      },
    ],
  };
};
