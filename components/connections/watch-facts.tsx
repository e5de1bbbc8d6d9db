import Link from "next/link";
import type { Live } from "@/lib/live/schema";

const span = (ms: number): string =>
  ms < 60_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`;

/** Returns the sentence about the heartbeat; empty where none is asked for. */
function heartbeatText(heartbeat: Live["heartbeat"]): string {
  if (heartbeat === null) return "";
  return heartbeat.refused === null
    ? " A heartbeat is written each minute."
    : ` The heartbeat was not written: ${heartbeat.refused}.`;
}

/** How the database is watched at this moment, in a sentence, with the way to change it. */
export function WatchFacts({ databaseId, live }: { databaseId: string; live: Live | null }) {
  const settings = (
    <Link
      href={`/databases/${databaseId}/settings`}
      prefetch={false}
      className="text-accent underline underline-offset-2"
    >
      Change
    </Link>
  );
  if (live === null || live.state === "off") return <>Not watched. {settings}</>;
  if (live.state !== "sampling") return <>No samples at this moment. {settings}</>;
  const rate =
    live.sessionsPerSecond === null
      ? ""
      : ` ${live.sessionsPerSecond.toFixed(1)} sessions are opened per second.`;
  return (
    <>
      A sample every {span(live.everyMs)}, over one connection for all viewers
      {live.held ? "" : ", which is closed in between"}.{rate}
      {heartbeatText(live.heartbeat)} {settings}
    </>
  );
}
