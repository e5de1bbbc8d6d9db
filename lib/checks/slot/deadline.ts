import { settingWay } from "@/lib/postgres/setting-way";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defineCheck } from "../define";
import { notApplicable, pass, unknown, warn, type Way } from "../finding";
import { isUnseen } from "@/lib/snapshot/seen";
import { slotName } from "@/lib/electric/names";
import { span } from "@/lib/text/words";
import { deadlinesOf, type Deadline } from "./deadlines";
import { isLost } from "./lost";
import { ownSlot } from "./own";

/** A timeout of a day outlasts an Electric that is away for a night. */
const LEAST_TIMEOUT_MS = 24 * 3_600_000;
const YEAR_MS = 365 * 24 * 3_600_000;

const awake: Way = {
  says: "Start Electric, or keep it awake: without ELECTRIC_REPLICATION_IDLE_TIMEOUT (0 is off) it never leaves its slot by itself.",
};

const longer = ({ connection }: ReachedSnapshot): Way => {
  const way = settingWay(connection.provider, "idle_replication_slot_timeout", "0");
  return {
    ...way,
    says: `Or raise the timeout, or turn it off and let max_slot_wal_keep_size bound what an absent Electric costs. ${way.says}`,
  };
};

const keepMore = ({ connection, server }: ReachedSnapshot): Way => {
  const twice = `${Math.ceil(((server.maxSlotWalKeepBytes ?? 0) * 2) / 1_048_576)}MB`;
  const way = settingWay(connection.provider, "max_slot_wal_keep_size", twice);
  return { ...way, says: `Or keep more WAL, as far as the disk allows. ${way.says}` };
};

/** Heartbeat: gives a slot something to confirm on a server that writes nothing; it moves none that nothing reads. */
const heartbeat: Way = {
  says: "Where Electric reads and the database writes nothing for minutes, switch on “Write a heartbeat” in this database's settings, or have a job of yours write a message each minute: it gives the slot something to confirm. Every role may by default; it moves no slot that nothing reads.",
  sql: "SELECT pg_logical_emit_message(false, 'heartbeat', '');",
};

function waysAgainst(snapshot: ReachedSnapshot, deadlines: readonly Deadline[]): Way[] {
  const causes = new Set(deadlines.map(({ cause }) => cause));
  return [
    awake,
    ...(causes.has("idle timeout") ? [longer(snapshot)] : []),
    ...(causes.has("kept WAL") ? [keepMore(snapshot)] : []),
    ...(causes.has("provider failover") ? [heartbeat] : []),
  ];
}

const sentence = (name: string, { inMs, why, cause }: Deadline): string =>
  cause === "provider failover"
    ? `${name} may not survive the next failover unless Electric reads it: ${why}`
    : `${name} is lost ${inMs === null ? "" : inMs === 0 ? "at the next checkpoint " : `in about ${span(inMs)} `}unless Electric reads it: ${why}`;

export const slotDeadline = defineCheck({
  id: "slot.deadline",
  title: "No clock runs against the slot",
  why: "A slot that nothing reads can end by time alone: by idle_replication_slot_timeout (18), by the WAL that is written meanwhile, or by a rule of the provider. Electric then purges every shape. An Electric that sleeps (ELECTRIC_REPLICATION_IDLE_TIMEOUT) reads nothing either.",
  source:
    "PostgreSQL 18 docs, 19.6.1; Neon docs, guides/logical-replication-neon; PlanetScale docs, integrations/logical-cdc; Electric 1.7.12, replication_client.ex 319-327",
  worst: "warn",
  act: { says: "Start Electric before the slot expires", page: "replication" },
  momentary: true,
  judge(snapshot, target, known) {
    const { slots, server } = snapshot;
    if (isUnseen(slots))
      return unknown({ found: "The replication slots could not be seen.", grant: slots.grant });
    const name = slotName(target.streamId);
    const slot = ownSlot(snapshot, target);
    if (slot !== undefined && isLost(slot)) return notApplicable(`${name} is lost; slot.state says why.`);
    const deadlines = slot === undefined ? [] : deadlinesOf(slot, snapshot, known.slot);
    const near = deadlines.filter(({ inMs }) => inMs === null || inMs < YEAR_MS);
    const [first, ...rest] = near;
    if (first !== undefined)
      return warn({
        found: [sentence(name, first), ...rest.map(({ why }) => why)].join("; "),
        needed: "an Electric that reads the slot, or limits that outlast its absence",
        objects: [name],
        ways: waysAgainst(snapshot, near),
      });
    const timeout = server.idleReplicationSlotTimeoutMs ?? 0;
    if (timeout > 0 && timeout < LEAST_TIMEOUT_MS)
      return warn({
        found: `idle_replication_slot_timeout is ${span(timeout)}: an Electric that is away or asleep that long loses its slot, however little WAL is written`,
        needed: "no timeout, or one that outlasts an absence of Electric",
        objects: ["idle_replication_slot_timeout"],
        ways: [longer(snapshot), awake],
      });
    return pass(
      timeout > 0
        ? `A slot that nothing reads is lost after ${span(timeout)} (idle_replication_slot_timeout).`
        : "No time limit ends a slot here.",
    );
  },
});
