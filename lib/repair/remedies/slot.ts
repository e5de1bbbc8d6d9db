import { listed } from "@/lib/text/words";
import { failoverWanted } from "@/lib/electric/failover";
import { slotName, streamIdProblem } from "@/lib/electric/names";
import { isUnseen } from "@/lib/snapshot/seen";
import { defineRemedy, nothing } from "./define";
import { wantsFailoverSlot } from "./publication";
import { olderSlot } from "./slot-remake";
import { slotGone } from "./slot-gone";

/**
 * After the commit, when the publication stands and is Electric's: without it Electric drops the slot that it finds and
 * makes its own, which is never a failover slot (Electric 1.7.12, connection_setup.ex 149-262).
 */
export const slotFailover = defineRemedy({
  id: "slot.failover",
  title: "Make the slot a failover slot",
  fixes: ["slot.failover"],
  outside: true,
  plan(situation) {
    const { snapshot, target, choices } = situation;
    if (!wantsFailoverSlot(situation) || streamIdProblem(target.streamId) !== null) return nothing;
    if (isUnseen(snapshot.slots)) return nothing;
    if (olderSlot(situation) !== null)
      return {
        ...nothing,
        leaves: [
          {
            check: "slot.failover",
            why: "This plan drops the slot, and Electric makes it anew. Start Electric, then make this plan again.",
          },
        ],
      };
    const name = slotName(target.streamId);
    const slot = snapshot.slots.find((candidate) => candidate.name === name);
    const change = { kind: "slot" as const, slot: name, to: { failover: true }, endReader: false };
    if (slot === undefined)
      return {
        drafts: [
          {
            says: `Make the slot ${name} as a failover slot. It waits for transactions that are open now, for 5 s at most; from then on the server keeps WAL until Electric starts and reads it.`,
            changes: [{ ...change, from: null }],
          },
        ],
        fixes: ["slot.failover"],
        consequences: [`The server keeps WAL for ${name} from then on: start Electric soon.`],
      };
    if (slot.failover === true || slot.database !== snapshot.database.name || slot.type !== "logical")
      return nothing;
    const demanded = failoverWanted(target, snapshot.connection.provider, snapshot.slots) === "demanded";
    const leaves = (why: string) => ({ ...nothing, leaves: [{ check: "slot.failover", why }] });
    if (slot.temporary)
      return leaves(
        `${name} is temporary and can never be a failover slot. Unset CLEANUP_REPLICATION_SLOTS_ON_SHUTDOWN, stop Electric, and make this plan again.`,
      );
    if (slot.active && !choices.endReader)
      return leaves(
        `${name} is in use, and Postgres would wait without limit to alter it${demanded ? "" : ", which is only useful here"}. Stop Electric and make this plan again, or choose to disconnect Electric for a second.`,
      );
    return {
      drafts: [
        {
          says: slot.active
            ? `Alter ${name} to a failover slot over a replication connection, and end the session that reads it, so that Postgres can: Electric connects again within a second and loses no data.`
            : `Alter ${name} to a failover slot over a replication connection.`,
          changes: [{ ...change, from: { failover: false }, endReader: slot.active }],
        },
      ],
      fixes: ["slot.failover"],
    };
  },
});

export const slotOrphans = defineRemedy({
  id: "slot.drop_orphans",
  title: "Drop slots that nothing reads",
  fixes: ["slot.orphans"],
  outside: true,
  plan({ snapshot, choices, finding }) {
    if (isUnseen(snapshot.slots)) return nothing;
    const orphans = finding("slot.orphans")?.objects ?? [];
    const chosen = snapshot.slots.filter(
      ({ name, active }) => orphans.includes(name) && choices.dropOrphans.includes(name) && !active,
    );
    const left = orphans.length - chosen.length;
    const leaves =
      left === 0
        ? []
        : [
            {
              check: "slot.orphans",
              why: "A slot that was left behind may belong to an Electric that is to come back: choose the ones to drop.",
            },
          ];
    if (chosen.length === 0) return { ...nothing, leaves };
    return {
      drafts: [
        {
          says: `Drop ${listed(chosen.map(({ name }) => name))}. An Electric that belongs to one of them serves every shape anew when it comes back.`,
          changes: chosen.map(slotGone),
        },
      ],
      fixes: left === 0 ? ["slot.orphans"] : [],
      consequences: [
        `The server lets go of the WAL that it kept for ${listed(chosen.map(({ name }) => name))}.`,
      ],
      leaves,
    };
  },
});
