import "server-only";
import { kindOf } from "@/lib/alerts/kinds";
import { inScope, type Scope, type StoredRule } from "@/lib/alerts/rule";
import type { StoredSilence } from "@/lib/alerts/silence";
import type { Database } from "@/lib/databases/database";
import type { alertStates } from "../store/schema";
import { serversIn, type Sight } from "./places";

type Servers = ReadonlyMap<string, readonly Database[]>;

type State = typeof alertStates.$inferSelect;

type Facts = {
  servers: Servers;
  rules: readonly StoredRule[];
  silences: readonly StoredSilence[];
  states: readonly State[];
};

/** Returns whether a silence concerns any of some databases, by server. */
export const concernsAny = (
  { server, scope }: { server: string | null; scope: Scope },
  servers: Servers,
): boolean =>
  (server === null ? [...servers.values()].flat() : (servers.get(server) ?? [])).some((one) =>
    inScope(scope, one),
  );

/** Returns a scope without the ids of databases that the actor does not see. */
const scopeSeen = (scope: Scope, sight: Sight): Scope =>
  scope.kind === "databases"
    ? { ...scope, ids: sight.of(scope.ids.map((id) => ({ id }))).map(({ id }) => id) }
    : scope;

/** Returns a state without the judgements of databases that the actor does not see; a server's is of all its databases. */
const stateSeen = (state: State, { subject }: { subject: "server" | "database" }, sight: Sight): State => ({
  ...state,
  members:
    subject === "server"
      ? state.members
      : Object.fromEntries(Object.entries(state.members).filter(([id]) => sight.any([{ id }]))),
});

/**
 * Returns facts of alerts without what is about databases that the actor does not see: their servers and states, and the rules, mutes and
 * maintenances of them alone.
 */
export function narrowed(sight: Sight, facts: Facts): Facts {
  if (sight.isWhole) return facts;
  const servers = serversIn(sight, facts.servers);
  return {
    servers,
    rules: facts.rules
      .filter(({ scope }) => concernsAny({ server: null, scope }, servers))
      .map((rule) => ({ ...rule, scope: scopeSeen(rule.scope, sight) })),
    silences: facts.silences
      .filter((silence) => concernsAny(silence, servers))
      .map((silence) => ({ ...silence, scope: scopeSeen(silence.scope, sight) })),
    states: facts.states.flatMap((state) => {
      const rule = facts.rules.find(({ id }) => id === state.ruleId);
      return rule !== undefined && servers.has(state.server)
        ? [stateSeen(state, kindOf(rule.condition), sight)]
        : [];
    }),
  };
}
