import { FINAL_STATES } from "@/lib/repair/run/machine";
import { StateMark } from "./state-mark";
import { STATE_WORDS } from "./words";

/** Every way in which a run can end, explained. */
export function HistoryWords() {
  return (
    <details>
      <summary className="cursor-pointer text-sm text-muted">What the states mean</summary>
      <dl className="mt-3 grid gap-x-6 gap-y-2 sm:grid-cols-[max-content_minmax(0,1fr)]">
        {FINAL_STATES.map((state) => (
          <div key={state} className="contents">
            <dt className="text-sm leading-[1.375rem]">
              <StateMark of={state} />
            </dt>
            <dd className="text-muted max-sm:mb-2">{STATE_WORDS[state].says}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 max-w-prose text-muted">
        Any other word is that of a run which goes on: it is opening a session, reading, locking, changing,
        checking or committing. A dry run does all of it and rolls back.
      </p>
    </details>
  );
}
