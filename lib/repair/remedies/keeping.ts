import { example } from "@/lib/text/words";
import { displayName, displayRelation } from "@/lib/postgres/identifier";
import type { ChangeOf } from "@/lib/repair/changes/schema";
import type { Relation } from "@/lib/snapshot/relation";
import { joining, openedBy, type Joins } from "./joining";
import { notOwned } from "./not-owned";
import type { Situation } from "./situation";
import { subscriptionsInto } from "./subscriptions";

export type Kept = "grants" | "membership" | "superuser";

/** How the plan keeps former owners and subscriptions at work. */
export type Keeping = {
  of(owner: string): Kept;
  /** Whether row security begins to filter a former owner, because a grant was chosen for it. */
  isFiltered(owner: string): boolean;
  /** Former owners that become members of Electric's role. */
  owners: ReadonlyMap<string, ChangeOf<"membership">>;
  /** Owners of subscriptions that become members of Electric's role to write into its tables. */
  workers: ReadonlyMap<string, ChangeOf<"membership">>;
  /** Why a table stays with its owner, by oid. */
  stays: ReadonlyMap<number, string>;
};

/** Whether row security spares an owner that a grant would not spare: by ownership, without FORCE (PostgreSQL docs 5.9). */
function sparingIn({ roles, rights, target }: Situation): (table: Relation) => boolean {
  // An owner's rights are inherited, with what row security spares it; SUPERUSER and BYPASSRLS are not.
  const followed = new Map<string, boolean>();
  const isFollowed = (owner: string): boolean => {
    const known = followed.get(owner);
    if (known !== undefined) return known;
    const found = rights.roles.some(
      ({ name, superuser }) =>
        name !== owner && name !== target.role && !superuser && roles.inherits(name, owner),
    );
    followed.set(owner, found);
    return found;
  };
  return ({ owner, rowSecurity, forceRowSecurity }) => {
    if (!rowSecurity || forceRowSecurity) return false;
    const { superuser = false, bypassRls = false } = roles.of(owner) ?? {};
    return !(superuser || bypassRls) || isFollowed(owner);
  };
}

/** Returns the oids of whole partition trees of which a table is in `tables`: a tree has one owner or it cannot be served. */
function wholeTrees(
  { upwards }: Situation,
  all: readonly Relation[],
  tables: readonly Relation[],
): Relation[] {
  const roots = new Set(tables.flatMap((table) => upwards(table).map(({ oid }) => oid)));
  return all.filter((table) => upwards(table).some(({ oid }) => roots.has(oid)));
}

function whyStays(situation: Situation, table: Relation, because: string, opened: readonly string[]): string {
  const electric = displayName(situation.target.role);
  const opens =
    opened.length === 0 ? "memberships cannot run in a circle" : `it would open ${example(opened, "right")}`;
  return `${displayRelation(table)} stays with ${displayName(table.owner)}: ${because}, and membership in ${electric} is not given by default: ${opens}.`;
}

const WAYS =
  "Choose how the former owner keeps working (grants or membership), or the strategy “member” or “manual”.";

function keepingOf(situation: Situation): Keeping {
  const { roles, rights, target, choices, major } = situation;
  const all = notOwned(situation);
  const owners = [...new Set(all.map(({ owner }) => owner))];
  const isSparing = sparingIn(situation);
  const opened = openedBy(situation);
  const spared = (owner: string): Relation[] =>
    all.filter((table) => table.owner === owner && isSparing(table));
  const subscriptions = subscriptionsInto(situation, all);
  const isWorker = (owner: string): boolean => subscriptions.some((one) => one.owner === owner);
  // Who runs the plan has to become Electric's role for it; from 16 on it may grant itself that either way.
  const joinsOf = (owner: string): Joins => ({
    inherit: true,
    set: owner === rights.admin || isWorker(owner),
  });
  const isSuperuser = (owner: string): boolean => roles.of(owner)?.superuser === true;
  const chosen = choices.formerOwner;

  const kept = new Map<string, Kept>();
  const members = new Map<string, ChangeOf<"membership">>();
  const workers = new Map<string, ChangeOf<"membership">>();
  const stays = new Map<number, string>();
  const leave = (tables: readonly Relation[], because: string, opens: readonly string[]) => {
    for (const table of wholeTrees(situation, all, tables))
      stays.set(table.oid, `${whyStays(situation, table, because, opens)} ${WAYS}`);
  };

  for (const owner of owners) {
    const own = spared(owner);
    const inherits = roles.inherits(owner, target.role);
    const wanted = chosen ?? (own.length > 0 ? "membership" : "grants");
    if (isSuperuser(owner) && own.length === 0) kept.set(owner, "superuser");
    else if (wanted === "grants") kept.set(owner, "grants");
    else if (inherits) kept.set(owner, "membership");
    else {
      const circle = roles.isMember(target.role, owner);
      const blind = major < 16 && roles.of(owner)?.inherit === false;
      const opens = chosen === null && !circle ? opened(owner, joinsOf(owner)) : [];
      if (chosen === null && (circle || blind || opens.length > 0)) {
        kept.set(owner, "grants");
        leave(own, `row security would begin to filter ${displayName(owner)}`, opens);
      } else {
        kept.set(owner, "membership");
        members.set(owner, joining(situation, owner, joinsOf(owner)));
      }
    }
  }

  for (const { name, owner, tables: into } of subscriptions) {
    const become = (role: string): boolean => roles.canSet(owner, role);
    const joins: Joins = { inherit: false, set: true };
    if (become(target.role) || [...members].some(([member, { to }]) => to?.set === true && become(member)))
      continue;
    const circle = roles.isMember(target.role, owner);
    const opens = chosen === "membership" || circle ? [] : opened(owner, joins);
    if (chosen !== "membership" && (circle || opens.length > 0))
      leave(
        all.filter(({ oid }) => into.includes(oid)),
        `the subscription ${displayName(name)} writes into it with the rights of its owner, which ${displayName(owner)} has to be able to become`,
        opens,
      );
    else if (!members.has(owner)) workers.set(owner, joining(situation, owner, joins));
  }
  return {
    of: (owner) => kept.get(owner) ?? "grants",
    isFiltered: (owner) =>
      chosen === "grants" &&
      kept.get(owner) === "grants" &&
      spared(owner).length > 0 &&
      !roles.inherits(owner, target.role),
    owners: members,
    workers,
    stays,
  };
}

const known = new WeakMap<Situation, Keeping>();

/**
 * Returns how each former owner keeps working: by grant, to the letter of what it held. Where row security would begin to
 * filter it, or a subscription has to become the tables' owner, membership in Electric's role would help: it is given where it
 * opens nothing of another role, or where the admin chose it; else those tables stay with their owner.
 */
export function keepsBy(situation: Situation): Keeping {
  const before = known.get(situation);
  if (before !== undefined) return before;
  const keeping: Keeping =
    situation.target.strategy === "owner"
      ? keepingOf(situation)
      : {
          of: () => "grants",
          isFiltered: () => false,
          owners: new Map(),
          workers: new Map(),
          stays: new Map(),
        };
  known.set(situation, keeping);
  return keeping;
}
