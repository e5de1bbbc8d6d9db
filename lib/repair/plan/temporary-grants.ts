import { needsOf } from "@/lib/repair/changes/operations";
import type { Need } from "@/lib/repair/changes/need";
import type { Change } from "@/lib/repair/changes/schema";
import { listed } from "@/lib/text/words";
import type { Rights } from "@/lib/privileges/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { walkOwners } from "./owners";
import { PrivilegeLedger } from "./privilege-ledger";
import { isResolved, missingText } from "./rights";
import type { Missing } from "@/lib/repair/missing";

/** The changes that grant the runner rights before a plan's changes and are reversed after them, and what it cannot have. */
export type TemporaryGrants = { enable: Change[]; missing: Missing[] };

/** The missing rights, each once, with all that it is needed for; the owner named is that of the moment of the need. */
class MissingRights {
  readonly #byText = new Map<string, { need: Need; text: Missing; reasons: Set<string> }>();

  constructor(readonly ledger: PrivilegeLedger) {}

  add(need: Need): void {
    const [bare, reason] = "for" in need ? [{ ...need, for: "" }, need.for] : [need, ""];
    const text = missingText(bare, this.ledger);
    const key = JSON.stringify(text);
    const known = this.#byText.get(key);
    if (known === undefined) this.#byText.set(key, { need, text, reasons: new Set([reason]) });
    else known.reasons.add(reason);
  }

  all(): Missing[] {
    return [...this.#byText.values()].map(({ need, text, reasons }) =>
      "for" in need ? missingText({ ...need, for: listed([...reasons]) }, this.ledger) : text,
    );
  }
}

/**
 * Goes through the changes of a plan in their order. Returns the rights that its runner grants itself for the length of the
 * run, and those that it cannot have. The first `ahead` changes run before these grants. A superuser needs neither.
 */
export function grantTemporarily(
  changes: readonly Change[],
  snapshot: ReachedSnapshot,
  rights: Rights,
  ahead = 0,
): TemporaryGrants {
  const owners = walkOwners(snapshot, rights);
  const ledger = new PrivilegeLedger(rights, snapshot, owners, changes, changes.slice(0, ahead));
  if (ledger.self?.superuser === true) return { enable: [], missing: [] };
  const missing = new MissingRights(ledger);
  const resolve = (need: Need): void => {
    if (!isResolved(need, ledger)) missing.add(need);
  };
  const lookups = new Map<string, Need>();
  for (const change of changes) {
    for (const need of needsOf(change, owners))
      if (need.right === "look in schema") lookups.set(need.schema, lookups.get(need.schema) ?? need);
      else resolve(need);
    ledger.record(change);
    owners.pass(change);
  }
  // Last: what is granted for other needs often lets the admin into the schema as well.
  for (const need of lookups.values()) resolve(need);
  return { enable: ledger.grants, missing: missing.all() };
}
