import { failoverWanted, namesInList } from "@/lib/electric/failover";
import { displayName } from "@/lib/postgres/identifier";
import { settingWay } from "@/lib/postgres/setting-way";
import type { Slot } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import { defineCheck } from "../define";
import { fail, notApplicable, pass, unknown, warn, type Judgement } from "../finding";
import { ownSlot } from "./own-slot";

/** Physical slots that a failover slot waits for and that no standby reads. */
const awaited = (list: string, slots: readonly Slot[]): string[] =>
  namesInList(list).filter(
    (name) => !slots.some((slot) => slot.name === name && slot.type === "physical" && slot.active),
  );

function stalled(
  names: string[],
  provider: ReachedSnapshot["connection"]["provider"],
  now: boolean,
): Judgement {
  const told = {
    found: `synchronized_standby_slots waits for ${names.map(displayName).join(", ")}, which no standby reads`,
    needed: now
      ? "standbys that stream from every slot named there, or an empty list"
      : "only slots that a standby reads",
    objects: names,
    ways: [
      settingWay(provider, "synchronized_standby_slots", ""),
      { says: "Or start the standby that streams from the slot; Electric goes on at once." },
    ],
  };
  return now ? fail(told) : warn(told);
}

export const serverFailoverSettings = defineCheck({
  id: "server.failover_settings",
  title: "Slots are copied to the standby",
  why: "A failover slot is of use only when a standby copies it: that takes sync_replication_slots and hot_standby_feedback. A failover slot that waits in synchronized_standby_slots for a standby that is away sends nothing at all.",
  source: "PostgreSQL docs 47.2.3 and 20.6.2, tried on 17 and 18; PlanetScale docs, integrations/logical-cdc",
  worst: "fail",
  act: { says: "Set up slot copies on the standby" },
  judge({ server, slots, connection }, target) {
    const { provider } = connection;
    if (server.versionNum < 170_000)
      return notApplicable("Slots are copied to a standby from Postgres 17 on.");
    if (isUnseen(slots))
      return unknown({ found: "The replication slots could not be seen.", grant: slots.grant });
    const missing = awaited(server.synchronizedStandbySlots ?? "", slots);
    if (missing.length > 0) return stalled(missing, provider, ownSlot(slots, target)?.failover === true);
    if (failoverWanted(target, provider, slots) === "none")
      return notApplicable("No standby is known that could take over.");
    const off = [
      ...(server.syncReplicationSlots === true ? [] : ["sync_replication_slots"]),
      ...(server.hotStandbyFeedback ? [] : ["hot_standby_feedback"]),
    ];
    if (off.length === 0)
      return pass(
        "sync_replication_slots and hot_standby_feedback are on; a standby's own values may differ.",
      );
    return warn({
      found: `${off.join(" and ")} ${off.length === 1 ? "is" : "are"} off`,
      needed: "both on, on the primary and on every standby",
      objects: off,
      ways: off.map((name) => settingWay(provider, name, "on")),
    });
  },
});
