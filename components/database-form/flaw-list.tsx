import { CircleX, Info } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { Flaw } from "@/lib/postgres/conninfo/fields";

/** Flaws of a connection string, each beside the button that corrects it. */
export function FlawList({ flaws, onMend }: { flaws: readonly Flaw[]; onMend: (text: string) => void }) {
  if (flaws.length === 0) return null;
  return (
    <ul className="grid gap-2" aria-label="Problems of the connection string">
      {flaws.map(({ id, severity, says, remedy }) => (
        <li key={id} className="flex flex-wrap items-start gap-x-3 gap-y-2">
          <span className="flex min-w-0 flex-1 basis-64 gap-2 wrap-anywhere">
            {severity === "error" ? (
              <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-fail" />
            ) : (
              <Info aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" />
            )}
            <span>
              <span className="sr-only">{severity === "error" ? "Problem: " : "Advice: "}</span>
              {says}
            </span>
          </span>
          {remedy && (
            <Button size="sm" onClick={() => onMend(remedy.text)}>
              {remedy.label}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
