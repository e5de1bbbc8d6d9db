import Link from "next/link";
import { Callout } from "@/components/ui/callout";
import { count } from "@/lib/text/words";
import type { Diagnosis } from "@/lib/troubleshoot/diagnose";
import { errorPath } from "@/lib/troubleshoot/entries";
import type { ShownPlaces } from "./places";
import { ResultCard } from "./result-card";

const MOST = 8;

type Props = ShownPlaces & { diagnosis: Diagnosis; isLate: boolean };

/** The known errors in a text, the likeliest cause first and open; the nearest ones where none is known. */
export function Results({ diagnosis: { matches, nearest, isCut }, isLate, ...places }: Props) {
  const says =
    matches.length === 0 ? "This text is not known" : `${count(matches.length, "known error")} in it`;
  return (
    <section aria-label="Result" aria-busy={isLate} className="grid grid-cols-1 gap-3">
      <div role="status">
        <h2 className="text-lg font-semibold">{says}</h2>
      </div>
      {isCut && <p className="text-muted">The text is long: its last million characters were read.</p>}
      {matches.length === 0 && (
        <Callout title={nearest.length === 0 ? "Nothing is near it either" : "The nearest known errors"}>
          {nearest.length === 0 ? (
            <p>
              Paste more of the log around it, or look through the{" "}
              <Link href="/errors" className="text-accent underline underline-offset-2">
                known errors
              </Link>
              .
            </p>
          ) : (
            <ul className="grid gap-1">
              {nearest.map(({ entry, likeness }) => (
                <li key={entry.slug}>
                  <Link href={errorPath(entry.slug)} className="text-accent underline underline-offset-2">
                    {entry.title}
                  </Link>{" "}
                  ({Math.round(likeness * 100)} % alike)
                </li>
              ))}
            </ul>
          )}
        </Callout>
      )}
      {matches.slice(0, MOST).map(({ entry, by, evidence }, index) => (
        <ResultCard
          key={entry.slug}
          entry={entry}
          by={by}
          evidence={evidence}
          open={index === 0}
          {...places}
        />
      ))}
      {matches.length > MOST && (
        <p className="text-muted">{count(matches.length - MOST, "other")} came after these.</p>
      )}
    </section>
  );
}
