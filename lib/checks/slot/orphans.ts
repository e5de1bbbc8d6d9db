import { electricOfSlot } from "@/lib/electric/leftovers";
import { slotName } from "@/lib/electric/names";
import { isUnseen } from "@/lib/snapshot/seen";
import { defineCheck } from "../define";
import { pass, unknown, warn } from "../finding";
import { bytes, count, example } from "@/lib/text/words";
import { dropSlot } from "./own";

export const slotOrphans = defineCheck({
  id: "slot.orphans",
  title: "No Electric slot is left behind",
  why: "Electric keeps its slot when it stops. A slot that nothing reads keeps WAL without limit, in whichever database of the server it is, and takes one of max_replication_slots. Electric Cloud, which winds down, and Electric 0.x leave theirs as well.",
  source: "Electric 1.7.12, connection/manager.ex 926-968; PostgreSQL docs, 26.2.6",
  worst: "warn",
  act: { says: "Drop the slots left behind", page: "replication" },
  moves: {
    came: (number) => `${count(number, "Electric slot")} ${number === 1 ? "was" : "were"} left behind`,
    left: (number) =>
      `${count(number, "Electric slot")} that ${number === 1 ? "was" : "were"} left behind ${number === 1 ? "is" : "are"} gone or in use again`,
  },
  judge({ slots }, target) {
    if (isUnseen(slots))
      return unknown({ found: "The replication slots could not be seen.", grant: slots.grant });
    const own = slotName(target.streamId);
    const left = slots.filter(
      ({ name, type, active, temporary }) =>
        type === "logical" && electricOfSlot(name) !== null && name !== own && !active && !temporary,
    );
    if (left.length === 0) return pass("Every Electric slot is the target's own or in use.");
    const kept = left.reduce((sum, { retainedBytes }) => sum + (retainedBytes ?? 0), 0);
    const named = left.map(
      ({ name, database }) =>
        `${name} (${electricOfSlot(name) === "Electric" ? "" : `${electricOfSlot(name) ?? ""}, `}database ${database ?? "unknown"})`,
    );
    return warn({
      found: `${count(left.length, "Electric slot")} that nothing reads ${left.length === 1 ? "keeps" : "keep"} up to ${bytes(kept)} of WAL: ${example(named, "slot")}`,
      needed: "only slots that an Electric reads",
      objects: left.map(({ name }) => name),
      ways: [
        {
          says: "Make sure that each belongs to no Electric that is stopped or asleep and is to come back, then drop it.",
          sql: left.map(({ name }) => dropSlot(name)).join("\n"),
        },
        { says: "Or start the Electric that it belongs to." },
      ],
    });
  },
});
