import { line, median, ms } from "../bench/figures";
import type { Alerts } from "./alerts";
import { BLOWS, type Blow } from "./blows";
import type { Client } from "./client";
import { handOversOf, OVERLAP_KINDS, overlapsOf, type RepairWindow } from "./hand-overs";
import type { Repairs } from "./repairs";
import type { SampleFigures } from "./samples";
import type { Session } from "./sessions";
import type { Watched, WatchedServer } from "./watched";

/** The time within which another replica is to have sampled a server, ms. */
const HAND_OVER_MS = 5_000;

/** Prints who watched; returns whether the targets were met. */
export function reportWatching(
  blows: readonly Blow[],
  sessions: readonly Session[],
  repairs: readonly RepairWindow[],
): boolean {
  const { moved, kept } = handOversOf(blows, sessions);
  for (const kind of BLOWS) {
    const times = moved.filter(({ blow }) => blow.kind === kind).map((each) => each.ms);
    const count = blows.filter((blow) => blow.kind === kind).length;
    line(`${kind}: times, servers handed over`, `${count}, ${times.length}`);
    if (times.length === 0) continue;
    line("  until another replica sampled: median", ms(median(times)));
    line("  the longest", ms(Math.max(...times)), `at most ${HAND_OVER_MS} ms`);
  }
  line("servers that a replica kept over a short absence", String(kept));
  const overlaps = overlapsOf(sessions, blows, repairs);
  line("sessions of replicas with watched servers", String(sessions.length));
  line("two replicas with one server at once", String(overlaps.length));
  for (const why of OVERLAP_KINDS) {
    const lengths = overlaps.filter((each) => each.why === why).map(({ from, to }) => to - from);
    if (lengths.length === 0) continue;
    line(
      `  ${why}: times, the longest`,
      `${lengths.length}, ${ms(Math.max(...lengths))}`,
      why === "other" ? "none" : "",
    );
  }
  for (const { server, replicas, from, to } of overlaps.filter(({ why }) => why === "other").slice(0, 10))
    console.log(
      `    server ${server}, replicas ${replicas.join(" and ")}, ${new Date(from).toISOString()}, ${ms(to - from)}`,
    );
  const longest = Math.max(0, ...moved.map((each) => each.ms));
  return longest <= HAND_OVER_MS && overlaps.every(({ why }) => why !== "other");
}

/** Prints what the store has of samples. */
export function reportSamples({ kept, missed, longestMs }: SampleFigures): void {
  line("samples kept", String(kept));
  line("samples missed", `${missed} (${((100 * missed) / (kept + missed)).toFixed(1)} %)`);
  line("longest gap of a database", ms(longestMs));
}

/** Prints what became of alerts, repairs and requests; returns whether the targets were met. */
export async function reportActs(
  alerts: Alerts,
  repairs: Repairs,
  client: Client,
  retried: number,
  { servers, databases }: { servers: readonly WatchedServer[]; databases: readonly Watched[] },
): Promise<boolean> {
  const { waits, ...counts } = alerts.figures();
  line("loads that an alert has to tell", String(alerts.loads.length));
  line("  alerts lost", String(counts.lost), "0");
  line("  alerts doubled, or told under two ids", `${counts.doubled}, ${counts.twice}`, "0, 0");
  line("  alerts without a load", String(counts.stray), "0");
  line("  alerts without their end", String(counts.unended), "0");
  line("  messages repeated under the same id", String(counts.repeated));
  if (waits.length > 0) line("  from the load to the message: median", ms(median(waits)));
  if (waits.length > 0) line("  the longest", ms(Math.max(...waits)));
  line("messages of other rules", String(alerts.others));
  const { states, wrong, lost } = await repairs.figures(servers, databases);
  line("repairs begun, replicas killed at that moment", `${repairs.begun.length}, ${repairs.kills}`);
  for (const [state, count] of states) line(`  ${state}`, String(count));
  line("  lost", String(lost.length), "0");
  line("  whose database is not as the run says", String(wrong.length), "0");
  for (const text of wrong) console.log(`    ${text}`);
  line("  requests made again by the client", String(repairs.repeated));
  line("  given up", String(repairs.refused.length));
  for (const text of repairs.refused) console.log(`    ${text}`);
  const failed = [...client.errors.values()].reduce((sum, count) => sum + count, 0);
  line("reads through the proxy", String(client.requests));
  line("  with an error", String(failed));
  for (const [text, count] of client.errors) console.log(`    ${count} × ${text}`);
  line("  that the proxy asked a second replica", String(retried));
  line("  the slowest", ms(client.slowestMs));
  const { repeated: _repeated, ...bad } = counts;
  return Object.values(bad).every((count) => count === 0) && wrong.length === 0 && lost.length === 0;
}
