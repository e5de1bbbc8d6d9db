import type { PlanBrief } from "@/lib/repair/plan/brief";
import { count } from "@/lib/text/words";
import { Folded } from "./folded";
import { PartWords } from "./paged-lines";

type ReachProps = Pick<PlanBrief, "reach" | "reachCount" | "noOtherGains">;

/** Renders how a plan changes what each role can do, Electric's role first. Empty where no role's rights change. */
export function Reach({ reach, reachCount, noOtherGains }: ReachProps) {
  if (reachCount === 0) return null;
  const rest = reachCount - reach.length;
  return (
    <section aria-labelledby="plan-reach" className="grid content-start gap-2">
      <h3 id="plan-reach" className="font-semibold">
        What each role can do after this
      </h3>
      <dl className="grid gap-2">
        {reach.map(({ role, lines }) => (
          <div key={role} className="min-w-0">
            <dt className="font-mono text-sm font-medium wrap-anywhere">{role}</dt>
            {lines.map((line) => (
              <dd
                key={line}
                title={line}
                className="line-clamp-1 text-sm text-muted wrap-anywhere first-letter:uppercase"
              >
                {line}
              </dd>
            ))}
          </div>
        ))}
      </dl>
      {rest > 0 && (
        <Folded summary={`and ${count(rest, "more role")}`}>
          {(open) => (
            <PartWords
              lines={{ first: [], count: rest, clipped: false }}
              part={{ list: "reach" }}
              what="What each role can do after this"
              open={open}
            />
          )}
        </Folded>
      )}
      {noOtherGains !== null && <p className="text-sm">{noOtherGains}</p>}
    </section>
  );
}
