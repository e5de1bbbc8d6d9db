import { Callout } from "@/components/ui/callout";
import type { Missing as Lack } from "@/lib/repair/missing";
import { CollapsedList } from "./collapsed-list";
import { Statements } from "./statements";

/** So many are told at once. */
const FIRST = 10;

/** The title: a refusal by a rule of Headroom's own is no lack of the admin's. */
const titleOf = (missing: readonly Lack[], admin: string): string =>
  missing.every(({ rule }) => rule === "headroom")
    ? "Headroom does not run this plan"
    : `${admin} may not do all of this, so it cannot run yet`;

/** The reasons for which a plan cannot run, each with the way out. Nothing where there is none. */
export function Missing({ missing, admin }: { missing: readonly Lack[]; admin: string }) {
  if (missing.length === 0) return null;
  return (
    <Callout tone="fail" title={titleOf(missing, admin)}>
      <div className="grid grid-cols-1 gap-4">
        <CollapsedList items={missing} first={FIRST}>
          {(some) => <Lacks of={some} />}
        </CollapsedList>
      </div>
    </Callout>
  );
}

function Lacks({ of }: { of: readonly Lack[] }) {
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
