"use client";

import Link from "next/link";
import { useLive } from "@/components/live/use-live";
import { RelativeTime } from "@/components/ui/relative-time";
import { Section } from "@/components/ui/section";
import { Status } from "@/components/ui/status";
import type { Live } from "@/lib/live/schema";
import type { Running } from "@/lib/running/schema";
import { WORDS } from "@/lib/running/state";
import { count } from "@/lib/text/words";

type RunningElectricProps = {
  databaseId: string;
  /** Address of Electric in the target; null where it is not known. */
  url: string | null;
  initial: Live | null;
  /** The reader may change the target. */
  admin: boolean;
};

/** The running Electric of a database, live: its state with the cause, its version and its shapes. */
export function RunningElectric({ databaseId, url, initial, admin }: RunningElectricProps) {
  const { live } = useLive(databaseId, initial);
  if (url === null) return <NoAddress databaseId={databaseId} admin={admin} />;
  const running = live?.electric ?? null;
  return (
    <Section title="Electric" aside={<span className="font-mono wrap-anywhere">{url}</span>}>
      {running === null ? (
        <p className="text-muted">
          {live?.state === "off" ? "Not asked: watching is switched off." : "Not asked yet."}
        </p>
      ) : (
        <State running={running} />
      )}
    </Section>
  );
}

function State({ running: { state, says, well, version, since, shapes } }: { running: Running }) {
  const sentence = says.charAt(0).toUpperCase() + says.slice(1);
  const facts = [
    version === null ? null : `version ${version}`,
    shapes === null ? null : count(shapes, "shape"),
  ];
  return (
    <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
      <Status of={well ? "pass" : state === "active" || state === "starting" ? "warn" : "fail"}>
        {WORDS[state]}
      </Status>
      {says !== WORDS[state] && <p className="min-w-0 wrap-anywhere">{sentence}.</p>}
      <p className="text-sm text-muted">
        {facts.filter((fact) => fact !== null).map((fact) => `${fact} · `)}
        since <RelativeTime at={since} />
      </p>
    </div>
  );
}

function NoAddress({ databaseId, admin }: Pick<RunningElectricProps, "databaseId" | "admin">) {
  return (
    <Section title="Electric">
      <p className="text-muted">
        Its address is not known, so its state and version are not shown.{" "}
        {admin && (
          <Link
            href={`/databases/${databaseId}/settings#electric`}
            className="text-accent underline underline-offset-2"
          >
            Add its address
          </Link>
        )}
      </p>
    </Section>
  );
}
