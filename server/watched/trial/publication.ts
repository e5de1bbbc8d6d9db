import "server-only";
import { z } from "zod";
import { listed } from "@/lib/text/words";
import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { namedEventTrigger } from "@/lib/repair/plan/refused-in";
import type { EventTrigger } from "@/lib/snapshot/event-trigger";
import { createPublication, publicationStatus } from "../sql/trial-statements";
import type { Rehearsing } from "./rehearsing";

const statusSchema = z
  .object({ owns: z.boolean(), owner: z.string(), acts: z.string(), operations: z.boolean() })
  .array();

/** Power of Electric over its publication: alter it, only read it, or none, because it does not get so far. */
export type Publication = "alters" | "reads" | "none";

/** Returns why statements that fire these event triggers are not run unasked. */
export const notUnasked = (foreign: readonly EventTrigger[]): string =>
  `${listed(foreign.map(namedEventTrigger))}: code of a role that is no superuser would run with the rights of the role that tries`;

/** Tries CREATE PUBLICATION, which Electric sends at each start; returns whether it may go on. */
async function tryCreate({
  rehearsal,
  outcomes,
  snapshot,
  publication,
  foreign,
}: Rehearsing): Promise<"goes on" | "reads it" | "stops"> {
  outcomes.begin();
  const objects = [displayName(publication)];
  if (foreign.length > 0) {
    outcomes.add("create publication", "not tried", { objects, says: notUnasked(foreign) });
    return snapshot.publication === null ? "stops" : "goes on";
  }
  const statement = createPublication(publication, snapshot.server.versionNum);
  const answer = await rehearsal.attempt([statement], { keep: true });
  if ("rows" in answer) {
    outcomes.add("create publication", "done", {
      objects,
      says: `${displayName(publication)} can be created`,
    });
    return "goes on";
  }
  const { error } = answer;
  if (error.code === "42710") {
    if (error.message === `publication "${publication}" already exists`) {
      outcomes.add("create publication", "done", {
        objects,
        says: `${displayName(publication)} is there already`,
      });
      return "goes on";
    }
    const says =
      "Electric takes “already exists” in English alone for a yes, and messages are in another language";
    outcomes.refuse("create publication", error, {
      objects,
      says,
      statement,
      sql: `ALTER ROLE ${quoteIdentifier(snapshot.role?.name ?? "electric")} SET lc_messages = 'C';`,
    });
    return "stops";
  }
  if (error.code === "42501" && error.where === undefined && snapshot.publication !== null) {
    outcomes.add("create publication", "done", {
      objects,
      says: `${displayName(publication)} may not be created, and is there already`,
    });
    return "reads it";
  }
  outcomes.refuse("create publication", error, {
    objects,
    says: "Electric cannot create its publication and does not get past it",
    statement,
  });
  return "stops";
}

/** Tries the publication as Electric does at its start, and returns what Electric may do with it. */
export async function tryPublication(at: Rehearsing): Promise<Publication> {
  const { rehearsal, outcomes, publication, target } = at;
  const created = await tryCreate(at);
  if (created === "stops") return "none";
  outcomes.begin();
  const objects = [displayName(publication)];
  const answer = await rehearsal.attempt([publicationStatus(publication)]);
  if ("error" in answer) {
    outcomes.refuse("read publication", answer.error, { objects, says: "the publication cannot be read" });
    return "none";
  }
  const status = statusSchema.parse(answer.rows[0])[0];
  if (status === undefined) {
    outcomes.add("read publication", "failed", { objects, says: `${displayName(publication)} is not there` });
    return "none";
  }
  if (!status.operations) {
    outcomes.add("read publication", "failed", {
      objects,
      says: `${displayName(publication)} leaves out an operation`,
      sql: `ALTER PUBLICATION ${quoteIdentifier(publication)} SET (publish = 'insert, update, delete, truncate');`,
    });
    return "none";
  }
  const { owns, owner, acts } = status;
  const alters = owns && target.strategy !== "manual";
  outcomes.add("read publication", "done", {
    objects,
    says: owns
      ? `${displayName(publication)} carries every operation and belongs to ${displayName(acts)}`
      : `${displayName(publication)} carries every operation and belongs to ${displayName(owner)}, not to ${displayName(acts)}: Electric alters nothing`,
  });
  return alters ? "alters" : "reads";
}
