import { durationMs } from "@/lib/snapshot/units";
import { settingWay } from "@/lib/postgres/setting-way";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { span } from "@/lib/text/words";
import { defineCheck } from "../define";
import { pass, warn, type Way } from "../finding";
import { fixedFor, overrides, settingFor } from "./electric-settings";

/** Effect of each timeout on Electric; idle_session_timeout has none. */
const TIMEOUTS = {
  statement_timeout: "cuts a long snapshot when the client has already read a 200 and a part",
  lock_timeout: "fails the first shape on a table while an open transaction reads it",
  transaction_timeout: "cuts a long snapshot, as statement_timeout does",
  idle_in_transaction_session_timeout: "ends a snapshot whose client reads slowly",
} as const;

/** Statement timeout with which a first shape was seen to end while its table was added to the publication, ms. */
const CUTS_START_MS = 50;
const START =
  "; it is so short that it can also end queries of Electric's start, which it repeats without end, and the first shape of a table (500)";

const SENDER = "wal_sender_timeout";
const LEAST_SENDER_MS = 30_000;

const written = (ms: number): string => (ms < 1000 ? `${ms} ms` : span(ms));

type Trouble = { name: string; says: string; ways: Way[] };

function timeoutsOf(snapshot: ReachedSnapshot): Trouble[] {
  return Object.entries(TIMEOUTS).flatMap(([name, effect]) => {
    const setting = settingFor(snapshot, name);
    const ms = setting === undefined ? 0 : durationMs(setting.value);
    if (setting === undefined || ms === null || ms <= 0) return [];
    const isShort = name === "statement_timeout" && ms <= CUTS_START_MS;
    const says = `${name} is ${written(ms)} for ${fixedFor(setting, snapshot)}: it ${effect}${isShort ? START : ""}`;
    return [{ name, says, ways: overrides(setting, "0", snapshot) }];
  });
}

function senderOf(snapshot: ReachedSnapshot): Trouble[] {
  const { server, connection } = snapshot;
  const setting = settingFor(snapshot, SENDER);
  const ms = (setting === undefined ? null : durationMs(setting.value)) ?? server.walSenderTimeoutMs;
  if (ms <= 0 || ms >= LEAST_SENDER_MS) return [];
  const says = `${SENDER} is ${written(ms)}: a busy Electric that answers later loses its connection`;
  const ways =
    setting === undefined
      ? [settingWay(connection.provider, SENDER, "60s")]
      : overrides(setting, "60000", snapshot);
  return [{ name: SENDER, says, ways }];
}

export const serverTimeouts = defineCheck({
  id: "server.timeouts",
  title: "No timeout cuts Electric short",
  why: "Electric sets no timeouts of its own, so those fixed for its role or database hold for it: it starts and serves with them, and then some request breaks off.",
  source: "Electric 1.7.12 observed on Postgres 17; issue 3194 for wal_sender_timeout",
  worst: "warn",
  act: { says: "Lift the timeouts for Electric’s role" },
  foretells: ["settings"],
  momentary: false,
  judge(snapshot) {
    const troubles = [...timeoutsOf(snapshot), ...senderOf(snapshot)];
    if (troubles.length === 0) return pass("None is set for Electric's role or database.");
    return warn({
      found: troubles.map(({ says }) => says).join("; "),
      needed: "0 (none) for Electric's role, and wal_sender_timeout of 30 s or more",
      objects: troubles.map(({ name }) => name),
      ways: troubles.flatMap(({ ways }) => ways),
    });
  },
});
