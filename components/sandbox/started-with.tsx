import type { StandInStatus } from "@/lib/sandbox/stand-in";
import { count } from "@/lib/text/words";

type StartedWithProps = Pick<NonNullable<StandInStatus["standIn"]>, "environment">;

/** The environment that the stand-in was started with, which Connect prints; folded. */
export function StartedWith({ environment }: StartedWithProps) {
  return (
    <details>
      <summary className="cursor-pointer text-sm text-muted">
        Started with {count(environment.length, "variable")}
      </summary>
      <pre
        tabIndex={0}
        role="group"
        aria-label="Environment of the stand-in"
        className="mt-2 overflow-x-auto rounded-md border border-line bg-sunken p-3 font-mono text-sm"
      >
        <code>{environment.map(({ name, value }) => `${name}=${value}`).join("\n")}</code>
      </pre>
    </details>
  );
}
