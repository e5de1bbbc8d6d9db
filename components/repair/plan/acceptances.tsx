import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import type { AcceptanceId } from "@/lib/repair/plan/acceptance";
import type { PlanBrief } from "@/lib/repair/plan/brief";
import { Folded } from "./folded";
import { PartWords } from "./paged-lines";

type AcceptancesProps = {
  acceptances: PlanBrief["acceptances"];
  accepted: readonly AcceptanceId[];
  /** Null where the reader cannot run plans: the warnings stay, without a checkbox. */
  onAccept: ((id: AcceptanceId, accepted: boolean) => void) | null;
};

/** The warnings of a plan that have to be accepted, each with every object that it names and its checkbox. */
export function Acceptances({ acceptances, accepted, onAccept }: AcceptancesProps) {
  if (acceptances.length === 0) return null;
  return (
    <section aria-labelledby="acceptances" className="grid grid-cols-1 gap-4">
      <h3 id="acceptances" className="font-semibold">
        Accept before it runs
      </h3>
      {acceptances.map(({ id, what, says, objects }) => (
        <Callout key={id} tone="warn" title={what}>
          <div className="grid grid-cols-1 gap-4">
            <Objects id={id} objects={objects} />
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

function Objects({
  id,
  objects,
}: {
  id: AcceptanceId;
  objects: PlanBrief["acceptances"][number]["objects"];
}) {
  const whole = objects.count === objects.first.length && !objects.clipped;
  return (
    <>
      <ul className="grid list-disc gap-1 pl-5">
        {objects.first.map((object) => (
          <li key={object} className="wrap-anywhere">
            {object}
          </li>
        ))}
      </ul>
      {!whole && (
        <Folded summary={`All ${objects.count.toLocaleString("en")}, whole`}>
          {(open) => (
            <PartWords
              lines={{ ...objects, first: [] }}
              part={{ list: "accept", accept: id }}
              what="Objects of this warning"
              open={open}
            />
          )}
        </Folded>
      )}
    </>
  );
}
