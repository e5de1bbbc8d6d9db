import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import { defineCheck } from "../define";
import { fail, pass, unknown, warn } from "../finding";
import { ownSlot } from "./own-slot";
import { enoughOf, parameterWay, pendingText } from "./pending";

/** Returns how the places for walsenders are taken, and the max_wal_senders that leave Electric two: one for its deploy. */
export function senderPlaces(
  { server, slots }: Pick<ReachedSnapshot, "server" | "slots">,
  used: number,
  target: Target,
) {
  const own = !isUnseen(slots) && ownSlot(slots, target)?.active === true ? 1 : 0;
  const others = used - own;
  const free = Math.max(0, server.maxWalSenders - used) + own;
  return { own, others, free, least: others + 2, advised: Math.max(10, others + 2) };
}

export const serverWalSenders = defineCheck({
  id: "server.wal_senders",
  title: "A walsender is free",
  why: "Each Electric streams through one walsender, which counts against max_wal_senders and nothing else; during a rolling deploy the second instance waits on one of its own.",
  source: "Electric 1.7.12 observed; PostgreSQL docs 20.6.1",
  worst: "fail",
  act: { says: "Free a walsender", page: "replication" },
  urgency: 120,
  foretells: ["log in"],
  judge(snapshot, target) {
    const { server, walSenders } = snapshot;
    if (isUnseen(walSenders))
      return unknown({ found: "The walsenders could not be seen.", grant: walSenders.grant });
    const { own, others, free, least, advised } = senderPlaces(snapshot, walSenders, target);
    const max = server.maxWalSenders;
    const found = `${free} for Electric${own === 0 ? "" : ", its own included"} (${walSenders} of ${max} in use)`;
    if (free >= 2) return pass(`${found}.`);
    const told = {
      found: `${found}${pendingText(server, "max_wal_senders")}`,
      needed: `max_wal_senders of at least ${least} (${others} others + 2 for Electric)`,
      objects: ["max_wal_senders"],
      ways: [
        parameterWay(snapshot, "max_wal_senders", enoughOf(server, "max_wal_senders", least, advised)),
        { says: "Or stop replication clients that are not needed; pg_stat_replication lists them." },
      ],
    };
    return free === 0 ? fail(told) : warn(told);
  },
});
