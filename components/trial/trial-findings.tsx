import Link from "next/link";
import { Code } from "@/components/ui/code";
import { Status } from "@/components/ui/status";
import type { Finding } from "@/lib/checks/finding";
import { count } from "@/lib/text/words";
import type { Cause } from "@/lib/trial/schema";

const isWell = ({ status }: Finding): boolean => status === "pass" || status === "not applicable";

const WORST_FIRST: readonly Finding["status"][] = ["fail", "unknown", "warn", "pass", "not applicable"];

type TrialFindingsProps = {
  databaseId: string;
  findings: readonly Finding[];
  /** Checks that tell why a part failed. */
  causes: readonly Cause[];
};

/** Findings of a trial: first those with trouble and their options, then the others, one line each. */
export function TrialFindings({ databaseId, findings, causes }: TrialFindingsProps) {
  const inOrder = WORST_FIRST.flatMap((status) => findings.filter((finding) => finding.status === status));
  return (
    <ul aria-label="Findings of the test" className="grid grid-cols-1">
      {inOrder.map((finding) => (
        <li
          key={finding.id}
          className="grid grid-cols-1 gap-x-4 gap-y-1 border-t border-line py-3 first:border-t-0 sm:grid-cols-[8rem_minmax(0,1fr)]"
        >
          <Status of={finding.status} className="self-start text-sm leading-[1.375rem]" />
          <div className="grid min-w-0 grid-cols-1 gap-1">
            <h4 className="font-medium">{finding.title}</h4>
            <p className="text-muted wrap-anywhere">{finding.found}</p>
            <Causes databaseId={databaseId} causes={causes.filter((cause) => cause.finding === finding.id)} />
            {!isWell(finding) && <Trouble finding={finding} />}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The checks that know of a failure: each leads to its options. */
function Causes({ databaseId, causes }: Pick<TrialFindingsProps, "databaseId" | "causes">) {
  if (causes.length === 0) return null;
  return (
    <p>
      {causes.length === 1 ? "Failing check: " : "Failing checks: "}
      {causes.map(({ check, title }, at) => (
        <span key={check}>
          {at > 0 && ", "}
          <Link
            href={`/databases/${databaseId}/readiness?check=${encodeURIComponent(check)}`}
            className="text-accent underline underline-offset-2"
          >
            {title}
          </Link>
        </span>
      ))}
    </p>
  );
}

function Trouble({ finding: { id, needed, why, source, objects, ways } }: { finding: Finding }) {
  return (
    <div className="mt-1 grid min-w-0 grid-cols-1 gap-3">
      {needed !== "" && <p className="wrap-anywhere">Needed: {needed}</p>}
      {objects.length > 1 && (
        <details>
          <summary className="w-fit cursor-pointer text-sm text-muted">
            {count(objects.length, "object")}
          </summary>
          <ul className="relative mt-2 max-h-60 overflow-auto font-mono text-sm wrap-anywhere" tabIndex={0}>
            {objects.map((object) => (
              <li key={object}>{object}</li>
            ))}
          </ul>
        </details>
      )}
      {ways.length > 0 && (
        <ol aria-label="Options" className="grid grid-cols-1 gap-3">
          {ways.map((way, at) => (
            <li key={at} className="grid grid-cols-1 gap-2">
              <p>
                {ways.length > 1 && <span className="mr-2 text-muted">{at + 1}.</span>}
                {way.says}
              </p>
              {way.sql !== undefined && <Code code={way.sql} />}
            </li>
          ))}
        </ol>
      )}
      <details>
        <summary className="w-fit cursor-pointer text-sm text-muted">Why</summary>
        <p className="mt-2 max-w-prose wrap-anywhere">{why}</p>
        <p className="max-w-prose text-sm text-faint wrap-anywhere">
          {source} · <span className="font-mono">{id}</span>
        </p>
      </details>
    </div>
  );
}
