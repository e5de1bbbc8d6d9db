import type { Entry } from "@/lib/troubleshoot/define";
import { Fold } from "./entry-body";

const block =
  "overflow-x-auto rounded-md border border-line bg-sunken p-3 font-mono text-sm whitespace-pre-wrap wrap-anywhere";

/** The texts of an error, the first in sight, and the programs that write them. */
export function SampleList({ entry: { samples, says } }: { entry: Entry }) {
  const [first, ...others] = samples;
  return (
    <div className="grid min-w-0 grid-cols-1 gap-2">
      <pre className={block}>{first}</pre>
      <p className="text-sm text-muted">As written by {says.join(", ")}.</p>
      {others.length > 0 && (
        <Fold title={`Other texts (${others.length})`}>
          <div className="grid min-w-0 grid-cols-1 gap-2">
            {others.map((sample) => (
              <pre key={sample} className={block}>
                {sample}
              </pre>
            ))}
          </div>
        </Fold>
      )}
    </div>
  );
}
