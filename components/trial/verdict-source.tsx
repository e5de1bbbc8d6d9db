import Link from "next/link";
import { RelativeTime } from "@/components/ui/relative-time";
import { toneOf, toneText } from "@/components/ui/status";
import { worstStatus } from "@/lib/trial/judge";
import { endedWords, type LastTrial } from "@/lib/trial/last";

type VerdictSourceProps = {
  databaseId: string;
  /** The last trial; null where there was none. */
  last: LastTrial | null;
};

/** Says beside a verdict what it rests on: a trial, with its time and server, or the checks alone. */
export function VerdictSource({ databaseId, last }: VerdictSourceProps) {
  const link = (text: string) => (
    <Link href={`/databases/${databaseId}/test`} className="text-accent underline underline-offset-2">
      {text}
    </Link>
  );
  if (last === null) return <p className="mt-2 text-muted">By the checks. {link("Test as Electric")}</p>;
  if (last.outdated)
    return (
      <p className="mt-2 text-muted">
        By the checks. The database has changed since the test of <RelativeTime at={last.endedAt} />.{" "}
        {link("Test as Electric")}
      </p>
    );
  return (
    <div className="mt-2">
      <LastTrialLine last={last} says="By trial: " />
    </div>
  );
}

/** How the last test ended, when, and on which server. */
export function LastTrialLine({ last, says = "Last test: " }: { last: LastTrial; says?: string }) {
  const { endedAt, version, findings, outdated } = last;
  return (
    <p className="text-muted">
      {says}
      <span className={outdated ? undefined : toneText[toneOf(worstStatus(findings))]}>
        {endedWords(last)}
      </span>{" "}
      <RelativeTime at={endedAt} />, Postgres {version}
      {outdated && ". The database has changed since."}
    </p>
  );
}
