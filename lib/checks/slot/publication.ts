import { displayName } from "@/lib/postgres/identifier";
import { defineCheck } from "../define";
import { fail, notApplicable, pass, warn, type Way } from "../finding";
import { isLost } from "./lost";
import { dropSlot, judgeSlot } from "./own";

export const slotPublication = defineCheck({
  id: "slot.publication",
  title: "Slot can be decoded with its publication",
  why: "Postgres decodes a change with the catalogue of its own time. A publication that was made, or got its name, after a slot's position is not there yet: START_REPLICATION ends with 42704 at each try up to Postgres 17, and from 18 on what was written before is skipped without an error to Electric. Electric keeps such a slot, because the publication exists.",
  source:
    "PostgreSQL, pgoutput.c (LoadPublications), tried on 14 to 18; Electric 1.7.12, connection_setup.ex 149-262",
  worst: "fail",
  act: { says: "Recreate the slot" },
  urgency: 370,
  momentary: true,
  judge(snapshot, target) {
    const { publication, server } = snapshot;
    return judgeSlot(snapshot, target, (slot) => {
      if (publication === null)
        return notApplicable(
          "There is no publication yet; publication.exists says what becomes of the slot.",
        );
      if (isLost(slot)) return notApplicable(`${slot.name} is lost; slot.state says why.`);
      const name = displayName(publication.name);
      if (slot.active) return pass(`${slot.name} is being read.`);
      if (publication.precedesSlot === true)
        return pass(`${name} is older than all that ${slot.name} holds.`);
      const ways: Way[] = [
        {
          says: "Stop Electric and drop the slot. Electric makes it anew at its next start and serves every shape anew: all clients fetch their data again.",
          sql: dropSlot(slot.name),
        },
      ];
      const why = publication.decoding?.why ?? null;
      const reason = why === null ? "" : `: ${why}`;
      const told = { needed: "a slot that is younger than its publication", objects: [slot.name], ways };
      switch (publication.decoding?.outcome) {
        case "decoded":
          return pass(`What ${slot.name} holds was decoded with ${name}.`);
        case "refused":
          return fail({
            ...told,
            found: `${slot.name} is older than ${name}, and Postgres refuses to decode it: Electric's stream ends with 42704 at each try`,
          });
        case "skipped":
          return fail({
            ...told,
            found: `${slot.name} is older than ${name}: Postgres ${Math.floor(server.versionNum / 10_000)} skips what was written before, so that clients keep old rows`,
          });
        case "untried":
        case undefined:
          return warn({
            ...told,
            found: `${name} was made or altered after the oldest position of ${slot.name}, and whether the slot can be decoded was not tried${reason}`,
            ways: [{ says: "Start Electric and check again: a slot that is read is decoded." }, ...ways],
          });
      }
    });
  },
});
