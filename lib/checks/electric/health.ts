import type { ElectricSeen, Snapshot } from "@/lib/snapshot/schema";
import type { Target } from "@/lib/target/schema";
import { defineElectricCheck } from "../define";
import { fail, notApplicable, pass, warn, type Judgement } from "../finding";
import { bytes, span } from "@/lib/text/words";
import { slotName } from "@/lib/electric/names";
import { lagsDisagree } from "@/lib/electric/slot-lag";
import { isUnseen } from "@/lib/snapshot/seen";
import { ownSlot } from "../slot/own";
import { causeOf } from "./cause";

const MINUTE = 60_000;
/** Without a login and a query, where secrets stand. */
const shown = (url: string): string => url.replace(/[?#].*$/s, "").replace(/\/\/[^/]*@/, "//");

const ACTIVE = "200 “active” from /v1/health";

function unreachable({ url: address, failure }: ElectricSeen): Judgement {
  const url = shown(address);
  return fail({
    found: `Electric at ${url} did not answer${failure === null ? "" : `: ${failure}`}`,
    needed: ACTIVE,
    objects: [url],
    ways: [
      {
        says: "Look whether Electric runs. When it stops at its start, the last line of its log names the reason.",
      },
      { says: "Or correct Electric's address in the target, if this server reaches it under another one." },
    ],
  });
}

function notYet(electric: ElectricSeen, target: Target, snapshot: Snapshot): Judgement {
  const { status, notActiveSince } = electric;
  const forMs = notActiveSince === null ? null : Date.parse(snapshot.takenAt) - Date.parse(notActiveSince);
  if (forMs !== null && forMs <= MINUTE)
    return pass(`Electric answers 202 “${status}”, for ${span(Math.max(0, forMs))}: it is starting.`);
  const cause = causeOf(snapshot, target);
  return warn({
    found: [
      forMs === null
        ? `Electric answers 202 “${status}”; for how long, the next visit will tell`
        : `Electric has answered 202 “${status}” for ${span(forMs)}`,
      cause === null ? "Postgres shows no cause" : cause,
    ].join("; "),
    needed: ACTIVE,
    objects: [shown(electric.url)],
    ways: [
      cause === null
        ? { says: "Read Electric's log: it says every 10 s what it waits for." }
        : { says: `Fix what Postgres shows: ${cause}. Electric goes on by itself.` },
      {
        says: "While another instance hands over during a deploy this is as it should be: check again in a minute.",
      },
    ],
  });
}

/** The slot that an active Electric reads, by its own word and by Postgres: two observers that differ look at two things. */
function ofThisDatabase(electric: ElectricSeen, target: Target, snapshot: Snapshot): Judgement {
  const well = pass("Electric answers 200 “active”.");
  if (!snapshot.reached || isUnseen(snapshot.slots)) return well;
  const name = slotName(target.streamId);
  const slot = ownSlot(snapshot, target);
  const lag = slot?.lagBytes ?? null;
  const differs =
    slot === undefined
      ? `Electric answers “active”, but this server has no slot ${name}`
      : lagsDisagree(electric.slotLagBytes, lag)
        ? `Electric reports ${bytes(electric.slotLagBytes ?? 0)} of slot lag, Postgres ${bytes(lag ?? 0)} for ${name}`
        : null;
  if (differs === null) return well;
  return warn({
    found: differs,
    needed: "an Electric that reads this database's slot",
    objects: [shown(electric.url), name],
    ways: [
      { says: "Correct Electric's address in the target: it belongs to another database." },
      {
        says: "Or correct the stream id in the target, if Electric runs with another ELECTRIC_REPLICATION_STREAM_ID: its slot has another name then.",
      },
    ],
  });
}

export const electricHealth = defineElectricCheck({
  id: "electric.health",
  title: "Electric is active",
  why: "Electric answers 202 while it waits for its lock, its slot or its connections, and gives no reason; new shapes are then answered with 503. What it waits for can be seen in Postgres only. Where its word and Postgres's differ, its address or its stream id is another database's.",
  source: "Electric 1.7.12, plug/health_check_plug.ex 16-36, status_monitor.ex 50-98",
  worst: "fail",
  act: { says: "Look at Electric’s log" },
  judge(electric, target, snapshot) {
    if (electric === null) return notApplicable("Electric's address is not known.");
    if (electric.httpStatus === null) return unreachable(electric);
    if (electric.httpStatus === 200 && electric.status === "active")
      return ofThisDatabase(electric, target, snapshot);
    if (electric.httpStatus === 202) return notYet(electric, target, snapshot);
    return fail({
      found: `${shown(electric.url)} answered ${electric.httpStatus}${electric.status === null ? "" : ` “${electric.status}”`}, which Electric never does`,
      needed: ACTIVE,
      objects: [shown(electric.url)],
      ways: [
        {
          says: "Give Electric's own base address, without a path: something else answers here, such as a proxy.",
        },
      ],
    });
  },
});
