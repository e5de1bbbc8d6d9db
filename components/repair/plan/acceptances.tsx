import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import type { Acceptance, AcceptanceId } from "@/lib/repair/plan/acceptance";
import { CollapsedList } from "./collapsed-list";

/** How many objects of a warning are shown before the rest is folded. */
const FIRST = 10;

type AcceptancesProps = {
  acceptances: readonly Acceptance[];
  accepted: readonly AcceptanceId[];
  /** Null where the reader cannot run plans: the warnings stay, without a checkbox. */
  onAccept: ((id: AcceptanceId, accepted: boolean) => void) | null;
};

/** The warnings of a plan that have to be accepted, each with every object that it names and its checkbox. */
export function Acceptances({ acceptances, accepted, onAccept }: AcceptancesProps) {
  if (acceptances.length === 0) return null;
  return (
    <section aria-labelledby="acceptances" className="grid grid-cols-1 gap-4">
      <h2 id="acceptances" className="text-lg font-semibold">
        Accept before it runs
      </h2>
      {acceptances.map(({ id, what, says, objects }) => (
        <Callout key={id} tone="warn" title={what}>
          <div className="grid grid-cols-1 gap-4">
            <CollapsedList items={objects} first={FIRST}>
              {(some) => (
                <ul className="grid list-disc gap-1 pl-5">
                  {some.map((object) => (
                    <li key={object} className="wrap-anywhere">
                      {object}
                    </li>
                  ))}
                </ul>
              )}
            </CollapsedList>
            {onAccept !== null && (
              <Checkbox
                name={`accept-${id}`}
                label={<span className="text-ink">{says}</span>}
                checked={accepted.includes(id)}
                onChange={({ target }) => onAccept(id, target.checked)}
              />
            )}
          </div>
        </Callout>
      ))}
    </section>
  );
}
