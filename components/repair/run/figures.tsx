import type { Compared } from "@/lib/repair/run/schema";

const FIGURES = [
  { name: "Failures", of: "fail" },
  { name: "Warnings", of: "warn" },
  { name: "Passed", of: "pass" },
] as const;

/** Checks that a run moved, by status, before it and after it; nothing where none moved. */
export function Figures({ compared }: { compared: readonly Compared[] }) {
  const moved = compared.filter(({ before, after }) => before !== after);
  if (moved.length === 0) return null;
  return (
    <dl className="grid grid-cols-3 gap-4">
      {FIGURES.map(({ name, of }) => (
        <div key={name} className="min-w-0">
          <dt className="text-sm text-muted">{name}</dt>
          <dd className="text-lg font-semibold tabular-nums">
            <span className="text-sm font-normal text-muted">
              {moved.filter(({ before }) => before === of).length} →{" "}
            </span>
            {moved.filter(({ after }) => after === of).length}
          </dd>
        </div>
      ))}
    </dl>
  );
}
