import { reachLines, noOtherGains } from "@/lib/reach/text";
import type { Opened, RoleReach } from "@/lib/reach/schema";
import { displayName } from "@/lib/postgres/identifier";
import { CollapsedList } from "./collapsed-list";

/** So many roles, or objects, are told at once. */
const FIRST = 10;

/** Renders how a plan changes what each role can do, Electric's role first. Empty where no role's rights change. */
export function Reach({ reach }: { reach: readonly RoleReach[] }) {
  if (reach.length === 0) return null;
  const sentence = noOtherGains(reach);
  return (
    <section aria-labelledby="plan-reach" className="grid gap-2">
      <h3 id="plan-reach" className="font-semibold">
        What each role can do after this
      </h3>
      <CollapsedList items={reach} first={FIRST}>
        {(some) => (
          <dl className="grid max-w-prose gap-2">
            {some.map((one) => (
              <div key={one.role} className="min-w-0">
                <dt className="font-mono text-sm font-medium wrap-anywhere">{displayName(one.role)}</dt>
                {reachLines(one).map((line) => (
                  <dd key={line} className="text-muted wrap-anywhere first-letter:uppercase">
                    {line}
                  </dd>
                ))}
              </div>
            ))}
          </dl>
        )}
      </CollapsedList>
      {sentence !== null && <p>{sentence}</p>}
    </section>
  );
}

/** Renders what a step opens to roles other than Electric's, every object by name. */
export function Opens({ opens }: { opens: readonly Opened[] }) {
  return (
    <div className="grid gap-1">
      {opens.flatMap(({ role, gains, byGrant }) =>
        gains.map(({ rights, on }) => (
          <div key={`${role} ${rights.join()} ${byGrant}`} className="min-w-0 wrap-anywhere">
            {displayName(role)}
            {byGrant && ", once it grants itself a role that it administers"}: {rights.join(", ")}
            {on.length > 0 && (
              <CollapsedList items={on} first={FIRST}>
                {(some) => (
                  <ul className="pl-4">
                    {some.map((name) => (
                      <li key={name}>{name}</li>
                    ))}
                  </ul>
                )}
              </CollapsedList>
            )}
          </div>
        )),
      )}
    </div>
  );
}
