import { failoverWanted } from "@/lib/electric/failover";
import { slotName, streamIdProblem } from "@/lib/electric/names";
import type { Slot } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import { defineCheck } from "../define";
import { fail, notApplicable, pass, unknown, warn, type Way } from "../finding";
import { createPublication } from "../publication/members";
import { dropSlot, makeFailoverSlot } from "./own";

const preserve = (provider: string, name: string): Way[] =>
  provider === "planetscale"
    ? [{ says: `On PlanetScale also add ${name} to the cluster parameter “Logical slot name”.` }]
    : [];

/** Ways when there is no slot: the publication has to stand first, or Electric drops the slot that it finds. */
function waysToMake(snapshot: ReachedSnapshot, target: Target, name: string): Way[] {
  const says =
    "Before Electric's first start, make the publication first and the slot second, as a role with REPLICATION, each statement by itself.";
  const publication = snapshot.publication === null ? `${createPublication(snapshot, target)}\n` : "";
  return [
    { says, sql: `${publication}${makeFailoverSlot(name)}` },
    ...preserve(snapshot.connection.provider, name),
  ];
}

function waysToChange(slot: Slot, provider: string): Way[] {
  return [
    {
      says: 'Stop Electric, then change the slot on a replication connection (psql "… replication=database"); while the slot is in use the command waits without limit.',
      sql: `ALTER_REPLICATION_SLOT ${slot.name} (FAILOVER true);`,
    },
    {
      says: "Or stop Electric, drop the slot, make it anew and delete Electric's storage directory, so that it serves every shape anew: it would miss what changed in between.",
      sql: `${dropSlot(slot.name)}\n${makeFailoverSlot(slot.name)}`,
    },
    ...preserve(provider, slot.name),
  ];
}

export const slotFailover = defineCheck({
  id: "slot.failover",
  title: "Slot survives a failover",
  why: "A slot without failover stays behind on the old primary: after a failover or a planned switchover Electric finds none, and WAL that it had not read is lost to it. Electric never makes a failover slot itself, but keeps one that it finds beside a publication.",
  source: "Electric 1.7.12, postgres/replication_client/connection_setup.ex 149-262; PostgreSQL docs, 47.2.3",
  worst: "fail",
  act: { says: "Mark the slot for failover" },
  judge(snapshot, target) {
    const { server, slots, connection, database } = snapshot;
    if (server.versionNum < 170_000) return notApplicable("Failover slots exist from Postgres 17.");
    if (streamIdProblem(target.streamId) !== null)
      return notApplicable("The stream id gives no usable name; slot.name says why.");
    if (isUnseen(slots))
      return unknown({ found: "The replication slots could not be seen.", grant: slots.grant });
    const name = slotName(target.streamId);
    const slot = slots.find((candidate) => candidate.name === name);
    if (slot !== undefined && (slot.type !== "logical" || slot.database !== database.name))
      return notApplicable(`The slot ${name} is not this Electric's; slot.name says why.`);
    if (slot?.failover === true) return pass(`${name} is a failover slot.`);
    const wish = failoverWanted(target, connection.provider, slots);
    if (wish === "none") return notApplicable("No standby is known that could take over.");
    const needed = "a failover slot, made before Electric's first start";
    if (slot === undefined)
      return warn({
        found: `there is no slot ${name} yet, and Electric would make it without failover`,
        needed,
        objects: [name],
        ways: waysToMake(snapshot, target, name),
      });
    const told = {
      found: slot.temporary
        ? `${name} is temporary and can never be a failover slot`
        : `${name} is not a failover slot`,
      needed,
      objects: [name],
      ways: slot.temporary
        ? [
            {
              says: "Unset CLEANUP_REPLICATION_SLOTS_ON_SHUTDOWN, stop Electric and make the slot before it starts again.",
            },
            ...waysToMake(snapshot, target, name),
          ]
        : waysToChange(slot, connection.provider),
    };
    return wish === "demanded" ? fail(told) : warn(told);
  },
});
