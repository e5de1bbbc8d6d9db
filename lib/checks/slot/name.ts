import { slotName, streamIdProblem } from "@/lib/electric/names";
import { displayName } from "@/lib/postgres/identifier";
import type { Slot } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import { defineCheck } from "../define";
import { fail, pass, unknown, warn, type Judgement, type Way } from "../finding";
import { dropSlot } from "./own";
import { readerOf } from "./reader";

const OTHER_STREAM: Way = {
  says: "Or give this Electric another stream id (ELECTRIC_REPLICATION_STREAM_ID), here and in its own settings.",
};

function foreign(found: string, needed: string, slot: Slot): Judgement {
  const says = slot.active
    ? "Stop its consumer, then drop the slot, once it is not needed."
    : "Drop the slot, once it is not needed.";
  return fail({
    found,
    needed,
    objects: [slot.name],
    ways: [{ says, sql: dropSlot(slot.name) }, OTHER_STREAM],
  });
}

/** Judges who uses an active slot: Electric holds an advisory lock of the slot's name on the same connection. */
function inUse(slot: Slot, { electricLock }: ReachedSnapshot, target: Target): Judgement {
  const who = `${slot.activeRole ?? "a role that is hidden"} (process ${slot.activePid ?? "unknown"})`;
  const ways: Way[] =
    slot.activePid === null
      ? [OTHER_STREAM]
      : [
          {
            says: "Look at what it is, and end it if it should not read this slot.",
            sql: `SELECT pid, usename, application_name, client_addr, backend_start FROM pg_stat_activity WHERE pid = ${slot.activePid};\nSELECT pg_terminate_backend(${slot.activePid});`,
          },
          OTHER_STREAM,
        ];
  const stranger = (why: string): Judgement =>
    fail({
      found: `the slot ${slot.name} is in use by ${who}, ${why}`,
      needed: "a slot that nothing but Electric reads",
      objects: [slot.name],
      ways,
    });
  switch (readerOf(slot, electricLock, target)) {
    case "foreign role":
      return stranger(`not by ${target.role}`);
    case "no lock":
      return stranger("which does not hold Electric's advisory lock and so is not Electric");
    case "hidden":
      return unknown({
        found: `The slot ${slot.name} is in use; by whom could not be seen.`,
        objects: [slot.name],
        grant: isUnseen(electricLock) ? electricLock.grant : "",
      });
    case "electric":
      return pass(
        isUnseen(electricLock)
          ? `${slot.name} is in use by ${who}.`
          : `${slot.name} is in use by Electric, as ${who}.`,
      );
    case "electric of another role":
      return warn({
        found: `an Electric connected as ${who} uses the slot ${slot.name}; the target's role is ${target.role}`,
        needed: "one Electric on the slot: a second one waits and answers 202 until the first has stopped",
        objects: [slot.name],
        ways: [
          { says: `Stop that Electric, or name its role in the target instead of ${target.role}.` },
          ...ways,
        ],
      });
  }
}

/**
 * Returns what holds the lock of Electric's slot although it is no walsender, which Electric's holder always is (Electric 1.7.12,
 * replication_client.ex 160-180); null where the lock is free, Electric's, or not to be seen. Electric itself ends such a
 * session of its own role while the slot is there and inactive (manager.ex 1272-1298).
 */
function strangersLock(
  { electricLock, walSenderList }: ReachedSnapshot,
  slot: Slot | undefined,
  target: Target,
): Judgement | null {
  if (isUnseen(electricLock) || walSenderList === undefined || isUnseen(walSenderList)) return null;
  const { holderPid, holderRole } = electricLock;
  if (holderPid === null || walSenderList.some(({ pid }) => pid === holderPid)) return null;
  if (slot?.active === false && holderRole === target.role) return null;
  const name = slotName(target.streamId);
  return fail({
    found: `process ${holderPid} of ${holderRole === null ? "a role that is hidden" : displayName(holderRole)} holds the advisory lock hashtext('${name}') and is no replication session: Electric waits for it without end`,
    needed: "a lock that nothing but Electric takes",
    objects: [name],
    ways: [
      {
        says: "Look at what it is, and end it if it need not hold the lock. A pooler keeps a session, and its lock, when the program is gone.",
        sql: `SELECT pid, usename, application_name, client_addr, state, query FROM pg_stat_activity WHERE pid = ${holderPid};\nSELECT pg_terminate_backend(${holderPid});`,
      },
      OTHER_STREAM,
    ],
  });
}

export const slotNameCheck = defineCheck({
  id: "slot.name",
  title: "Slot's name is free for Electric",
  why: "The stream id becomes part of the slot's and the publication's name. Slot names are unique in the whole server: a slot of that name in another database, with another plugin or in other hands makes Electric restart for ever without a clear message. Its hash is the advisory lock that Electric takes first.",
  source: "Electric 1.7.12, application.ex 98-117, runtime.exs 145-156; observed on PostgreSQL 15 and 17",
  worst: "fail",
  act: { says: "Free the slot’s name for Electric", page: "replication" },
  urgency: 100,
  whyNotFixed: "Choose another stream id in the target.",
  judge(snapshot, target) {
    const problem = streamIdProblem(target.streamId);
    if (problem !== null)
      return fail({
        found: problem,
        needed:
          "letters a to z, digits and underscores, beginning with a letter or underscore, at most 42 bytes",
        objects: [target.streamId],
        ways: [
          {
            says: "Choose another stream id (ELECTRIC_REPLICATION_STREAM_ID), here and in Electric's settings.",
          },
        ],
      });
    const { slots, database } = snapshot;
    if (isUnseen(slots))
      return unknown({ found: "The replication slots could not be seen.", grant: slots.grant });
    const name = slotName(target.streamId);
    const slot = slots.find((candidate) => candidate.name === name);
    const locked = strangersLock(snapshot, slot, target);
    if (slot === undefined) return locked ?? pass(`No other slot is called ${name}.`);
    if (slot.type === "physical")
      return foreign(`${name} is a physical slot`, "a logical slot, or none", slot);
    if (slot.database !== database.name)
      return foreign(
        `the slot ${name} exists in the database ${slot.database ?? "unknown"}, not in ${database.name}`,
        "a slot in this database, or none: names of slots are unique in the whole server",
        slot,
      );
    if (slot.plugin !== "pgoutput")
      return foreign(
        `the slot ${name} was made with the plugin ${slot.plugin ?? "unknown"}`,
        "the plugin pgoutput",
        slot,
      );
    return slot.active
      ? inUse(slot, snapshot, target)
      : (locked ?? pass(`${name} is in this database, with pgoutput, and free.`));
  },
});
