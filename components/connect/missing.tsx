import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";
import type { Finding } from "@/lib/checks/finding";
import type { Verdict } from "@/lib/checks/verdict";
import { headlineOf } from "@/lib/report/headline";

type MissingProps = {
  databaseId: string;
  /** Null before the first check run. */
  latest: { verdict: Verdict; findings: readonly Finding[] } | null;
  /** Whether the latest check run had a session; null before the first. */
  reached: boolean | null;
  /** A plan could fix something of it. */
  fixable: boolean;
};

/** Names what keeps Electric from running with the files below, and the next act; nothing for a database that is ready. */
export function Missing({ databaseId, latest, reached, fixable }: MissingProps) {
  const home = `/databases/${databaseId}`;
  if (latest === null)
    return (
      <Callout tone="warn" title="Not checked yet">
        The files are made from the target alone: nothing says yet that Electric runs with them.
      </Callout>
    );
  if (reached === false)
    return (
      <Callout
        tone="fail"
        title="The last check got no session"
        action={<LinkButton href={home}>See why</LinkButton>}
      >
        The files are made from the target. Electric would get no session either, unless it connects from
        elsewhere.
      </Callout>
    );
  if (latest.verdict !== "not ready" && latest.verdict !== "unknown") return null;
  return (
    <Callout
      tone={latest.verdict === "not ready" ? "fail" : "warn"}
      title={headlineOf(latest.findings, latest.verdict)}
      action={
        <div className="flex flex-wrap gap-2">
          <LinkButton href={`${home}/readiness`}>See every check</LinkButton>
          {fixable && (
            <LinkButton href={`${home}/repair`} variant="primary">
              Make it ready
            </LinkButton>
          )}
        </div>
      }
    >
      Make it ready first, then start Electric with these files.
    </Callout>
  );
}
