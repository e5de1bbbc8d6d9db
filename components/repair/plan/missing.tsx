import { Callout } from "@/components/ui/callout";
import { count } from "@/lib/text/words";
import type { PlanBrief } from "@/lib/repair/plan/brief";
import { Folded } from "./folded";
import { PartWords } from "./paged-lines";
import { Statements } from "./statements";

/** Reasons that stand open; the others of the page are folded. */
const OPEN = 3;

/** The title: a refusal by a rule of Headroom's own is no lack of the admin's. */
const titleOf = (missing: PlanBrief["missing"], admin: string): string =>
  missing.every(({ rule }) => rule === "headroom")
    ? "Headroom does not run this plan"
    : `${admin} may not do all of this, so it cannot run yet`;

type MissingProps = Pick<PlanBrief, "missing" | "missingCount" | "admin">;

/** The reasons for which a plan cannot run, each with the way out. Nothing where there is none. */
export function Missing({ missing, missingCount, admin }: MissingProps) {
  if (missingCount === 0) return null;
  const more = missing.slice(OPEN);
  const rest = missingCount - missing.length;
  return (
    <Callout tone="fail" title={titleOf(missing, admin)}>
      <div className="grid grid-cols-1 gap-4">
        <Lacks of={missing.slice(0, OPEN)} />
        {more.length > 0 && (
          <Folded summary={`and ${(missingCount - OPEN).toLocaleString("en")} more`}>
            {(open) => (
              <div className="mt-2 grid grid-cols-1 gap-4">
                <Lacks of={more} />
                {rest > 0 && (
                  <Folded summary={`All ${count(missingCount, "reason")}, a line each`}>
                    {(all) => (
                      <PartWords
                        lines={{ first: [], count: missingCount, clipped: true }}
                        part={{ list: "missing" }}
                        what="All reasons"
                        open={open && all}
                      />
                    )}
                  </Folded>
                )}
              </div>
            )}
          </Folded>
        )}
      </div>
    </Callout>
  );
}

function Lacks({ of }: { of: PlanBrief["missing"] }) {
  return (
    <ul className="grid grid-cols-1 gap-4">
      {of.map(({ what, who, sql }) => (
        <li key={what} className="grid min-w-0 grid-cols-1 gap-2">
          <p className="text-ink wrap-anywhere">{what}</p>
          <p className="wrap-anywhere">{who}</p>
          {sql !== null && <Statements statements={[sql.replace(/;\s*$/, "")]} what="SQL that gives it" />}
        </li>
      ))}
    </ul>
  );
}
