import { failoverWanted } from "@/lib/electric/failover";
import { publicationName, streamIdProblem } from "@/lib/electric/names";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import { defineCheck } from "../define";
import { fail, notApplicable, pass, warn } from "../finding";
import { ownSlot } from "../slot/own";
import { createPublication } from "./members";

/**
 * Returns what becomes of a slot without its publication in manual mode. Electric sends CREATE PUBLICATION at each start in
 * that mode too, and adds no table (Electric 1.7.12, connection_setup.ex 149-246); while it runs on 18 it only logs (issue
 * 3322).
 */
function withoutPublication({ role }: ReachedSnapshot, isSilent: boolean): string {
  const running = isSilent
    ? "the stream is silently empty for as long as Electric runs"
    : "the stream ends with 42704 at each try";
  return role?.createOnDatabase === true
    ? `${running}, and at its next start Electric makes the publication without a table, drops the slot and serves none of them`
    : `${running}, and at its next start Electric ends, for it may not make the publication`;
}

export const publicationExists = defineCheck({
  id: "publication.exists",
  title: "Publication is there where it has to be",
  why: "In manual mode Electric never adds a table to a publication, so it has to be made. In automatic mode Electric makes it at its first start, but then it also drops a replication slot that was prepared and makes its own, which is never a failover slot.",
  source: "Electric 1.7.12, postgres/replication_client/connection_setup.ex 149-246",
  worst: "fail",
  act: { says: "Create the publication" },
  urgency: 300,
  foretells: ["create publication", "read publication", "own publication"],
  judge(snapshot, target) {
    const { publication, server, slots, connection } = snapshot;
    if (streamIdProblem(target.streamId) !== null)
      return notApplicable("The stream id gives no usable name; slot.name says why.");
    const name = publicationName(target.streamId);
    if (publication !== null) return pass(`${name} is there.`);
    const way = {
      says:
        target.strategy === "manual"
          ? "Make the publication with every table of the target by name."
          : `Make the publication before Electric's first start and give it to ${target.role}; Electric then adds the tables.`,
      sql: createPublication(snapshot, target),
    };
    const slot = ownSlot(snapshot, target);
    const isSilent = server.versionNum >= 180_000;
    if (target.strategy === "manual")
      return fail({
        found:
          slot === undefined
            ? `there is no publication ${name}`
            : `there is no publication ${name}, and the slot ${slot.name} is there: ${withoutPublication(snapshot, isSilent)}`,
        needed: `the publication ${name} with every table of the target by name`,
        objects: [name],
        ways: [
          way,
          {
            says: `Let Electric publish by itself: choose the strategy “member” or “owner” and unset ELECTRIC_MANUAL_TABLE_PUBLISHING. Its role then needs CREATE on the database and the rights of the tables' owners.`,
          },
        ],
      });
    if (slot !== undefined)
      return warn({
        found: `there is no publication ${name}, and the slot ${slot.name} is there: Electric makes the publication at its next start, drops the slot, and serves every shape anew${isSilent ? "; until then its stream is silently empty" : ""}`,
        needed: `the publication ${name}, which nothing but Electric drops`,
        objects: [name],
        ways: [
          {
            says: "Restart Electric: it makes the publication and the slot anew, and all clients fetch their data again.",
          },
          way,
        ],
      });
    const wish = failoverWanted(target, connection.provider, isUnseen(slots) ? [] : slots);
    if (server.versionNum < 170_000 || wish === "none")
      return pass(`There is no ${name} yet; Electric makes it at its first start.`);
    return warn({
      found: `there is no publication ${name}; Electric would make it, drop any prepared slot and make one without failover`,
      needed: "the publication first and the failover slot second, both before Electric's first start",
      objects: [name],
      ways: [way],
    });
  },
});
