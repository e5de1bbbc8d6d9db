"use client";

import Link from "next/link";
import { useLive } from "@/components/live/use-live";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { Live } from "@/lib/live/schema";
import type { Running } from "@/lib/running/schema";
import { WORDS } from "@/lib/running/state";
import type { Target } from "@/lib/target/schema";
import { count } from "@/lib/text/words";
import { AsideFacts } from "./facts";

type ElectricFactsProps = {
  databaseId: string;
  target: Target;
  initial: Live | null;
  /** The reader may change the target. */
  admin: boolean;
};

/** Facts of the Electric of a database, live: its state with the cause, its version, its shapes and its pool. */
export function ElectricFacts({ databaseId, target, initial, admin }: ElectricFactsProps) {
  const { live } = useLive(databaseId, initial);
  const { electricUrl, poolSize, instances } = target;
  const running = live?.electric ?? null;
  return (
    <AsideFacts
      title="Electric"
      facts={[
        {
          name: "State",
          value:
            electricUrl === null ? (
              <NoAddress databaseId={databaseId} admin={admin} />
            ) : running === null ? (
              <span className="text-muted">
                {live?.state === "off" ? "not asked: watching is switched off" : "not asked yet"}
              </span>
            ) : (
              <State running={running} />
            ),
        },
        ...(running?.version ? [{ name: "Version", value: running.version }] : []),
        ...(running === null || running.shapes === null
          ? []
          : [{ name: "Shapes", value: count(running.shapes, "shape") }]),
        ...(electricUrl === null
          ? []
          : [{ name: "Address", value: <span className="font-mono text-xs">{electricUrl}</span> }]),
        { name: "Pool", value: `${poolSize}, ${count(instances, "instance")}` },
      ]}
    />
  );
}

function State({ running: { state, says, well, since } }: { running: Running }) {
  const sentence = says.charAt(0).toUpperCase() + says.slice(1);
  return (
    <>
      <Status of={well ? "pass" : state === "active" || state === "starting" ? "warn" : "fail"}>
        {WORDS[state]}
      </Status>
      {says !== WORDS[state] && <span className="block">{sentence}.</span>}
      <span className="block text-muted">
        since <RelativeTime at={since} />
      </span>
    </>
  );
}

function NoAddress({ databaseId, admin }: Pick<ElectricFactsProps, "databaseId" | "admin">) {
  return (
    <span className="text-muted">
      address not known{" "}
      {admin && (
        <Link
          href={`/databases/${databaseId}/settings#electric`}
          className="text-accent underline underline-offset-2"
        >
          Add its address
        </Link>
      )}
    </span>
  );
}
