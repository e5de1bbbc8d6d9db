import { Code } from "@/components/ui/code";
import { Status } from "@/components/ui/status";
import type { Finding } from "@/lib/checks/finding";

/** Findings of a trial, each with what was found and needed, why, and its options. */
export function TrialFindings({ findings }: { findings: readonly Finding[] }) {
  return (
    <ul aria-label="Findings of the trial" className="grid gap-4">
      {findings.map(({ id, status, title, found, needed, why, ways }) => (
        <li key={id} className="grid gap-2 border-t border-line pt-4">
          <p className="flex flex-wrap items-center gap-3">
            <Status of={status} />
            <span className="font-medium">{title}</span>
            <span className="font-mono text-sm text-faint">{id}</span>
          </p>
          <p className="wrap-anywhere">{found}</p>
          {status !== "pass" && status !== "not applicable" && (
            <>
              {needed !== "" && <p className="text-muted wrap-anywhere">Needed: {needed}</p>}
              <p className="max-w-prose text-sm text-muted">{why}</p>
              {ways.map((way, at) => (
                <div key={at} className="grid gap-2">
                  <p>{way.says}</p>
                  {way.sql !== undefined && <Code code={way.sql} />}
                </div>
              ))}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
