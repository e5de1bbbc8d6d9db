import "server-only";
import { Conflict } from "../../errors";

/** Plans of one person for one database that may wait for their turn; beyond it the oldest one goes without. */
const MOST_WAITING = 3;

const waiting = new Map<string, symbol[]>();

/**
 * Takes a place among the plans that wait for a database; `key` names the person and the database. Plans take turns with
 * the watcher and with repairs, so that one person's requests must not hold all others up. Returns what begins a plan in
 * its turn, and what gives the place up. `begin` throws Conflict where newer requests have taken the place.
 */
export function takeTurn(key: string): { begin(): void; end(): void } {
  const mine = Symbol(key);
  const others = waiting.get(key) ?? [];
  waiting.set(key, [...others, mine].slice(-MOST_WAITING));
  const end = (): void => {
    const left = (waiting.get(key) ?? []).filter((one) => one !== mine);
    if (left.length === 0) waiting.delete(key);
    else waiting.set(key, left);
  };
  return {
    begin() {
      if (waiting.get(key)?.includes(mine) !== true)
        throw new Conflict("You asked for newer plans of this database meanwhile, so this one was not made.");
      end();
    },
    end,
  };
}
