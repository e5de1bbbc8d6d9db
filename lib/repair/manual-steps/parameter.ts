import { providers, type ProviderId } from "@/lib/postgres/provider";
import type { ProviderRules } from "@/lib/postgres/providers/rules";
import { needsRestart } from "@/lib/postgres/setting-way";
import { consoles } from "./consoles";
import type { Command, Console } from "./consoles/console";
import type { Wish } from "./kinds/kind";
import type { ManualStep } from "./schema";

/** Wishes for one parameter, made one: the largest value, and every other check that asks for it. */
export type Merged = Wish & { also: string[] };

const larger = (a: Wish, b: Wish): Wish => (Number(b.to) > Number(a.to) ? b : a);

/** Returns one wish for each parameter, in their order, with the largest value that any of them asks for. */
export function merged(wishes: readonly Wish[]): Merged[] {
  const byName = new Map<string, Merged>();
  for (const wish of wishes) {
    const known = byName.get(wish.name);
    byName.set(
      wish.name,
      known === undefined
        ? { ...wish, also: [] }
        : {
            ...larger(known, wish),
            check: known.check,
            source: known.source,
            also: [...known.also, wish.check],
          },
    );
  }
  return [...byName.values()];
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

const shown = (value: string): string => (value === "" ? "an empty list" : value);

/** Returns what to do, in sentences. */
function howTo(wish: Merged, rules: ProviderRules, console: Console): string[] {
  const { name, value } = console.named(wish);
  const instead = console.instead(wish);
  if (wish.name === "wal_level") return [rules.walLevel.says, instead?.says ?? ""];
  if (instead !== null)
    return [
      instead.reachable ? `${name} has to become ${shown(value)}.` : "",
      wish.name === "max_connections" ? "" : `Customers of ${rules.name} cannot set it themselves.`,
      instead.says,
    ];
  return [`Set ${name} to ${shown(value)}. ${rules.parameters}`];
}

/** Said of every parameter that waits for the same restart. */
function together(wish: Merged, provider: ProviderId, batch: readonly Merged[]): string {
  const nameOf = (of: Merged): string => consoles[provider].named(of).name;
  const [first = wish, ...rest] = batch;
  if (rest.length === 0) return "";
  const others = batch.filter((other) => other !== wish).map(nameOf);
  const elsewhere = first !== wish && commandsOf(batch, provider).length > 0;
  const where = elsewhere ? `; the commands at ${nameOf(first)} set this one too` : "";
  return `Queue it together with ${listed(others)}: one restart is enough for all ${batch.length}${where}.`;
}

function commandsOf(batch: readonly Merged[], provider: ProviderId): Command[] {
  const settings = batch.map((wish) => consoles[provider].named(wish));
  const empty = settings.some(({ value }) => value === "");
  if (empty && provider !== "other") return [];
  return consoles[provider].commands(
    settings,
    batch.some(({ name }) => needsRestart(name)),
  );
}

function step(wish: Merged, provider: ProviderId, batch: readonly Merged[], caution: string): ManualStep {
  const rules = providers[provider];
  const console = consoles[provider];
  const { name, value, note } = console.named(wish);
  const instead = console.instead(wish);
  const restarts = needsRestart(wish.name);
  const sentences = [
    wish.why,
    ...howTo(wish, rules, console),
    together(wish, provider, batch),
    restarts ? caution : instead === null ? "It needs no restart." : "",
  ];
  return {
    check: wish.check,
    ...(wish.also.length > 0 ? { also: wish.also } : {}),
    title: instead?.title ?? `Set ${name} to ${shown(value)}`,
    says: sentences.filter((sentence) => sentence !== "").join(" "),
    value:
      instead?.reachable === false
        ? null
        : {
            name,
            to: value,
            now: name === wish.name ? wish.now : `off (wal_level is ${wish.now})`,
            sum: note === undefined ? wish.sum : `${wish.sum} ${note}`,
          },
    path: instead === null ? console.path(name) : [],
    commands: instead === null && batch[0] === wish ? commandsOf(batch, provider) : [],
    restart: restarts ? (instead?.restart ?? rules.restart) : null,
    source: `${wish.source}; ${console.source}`,
  };
}

/**
 * Returns the steps that give parameters their values at a provider, those that need a restart first: they go in one
 * change, whose commands stand at the first of them. `caution` is said where a restart is.
 */
export function parameterSteps(
  wishes: readonly Merged[],
  provider: ProviderId,
  caution: string,
): ManualStep[] {
  const settable = (wish: Merged): boolean => consoles[provider].instead(wish) === null;
  const restarting = wishes.filter(({ name }) => needsRestart(name));
  const queued = restarting.filter(settable);
  return [
    ...restarting.map((wish) => step(wish, provider, settable(wish) ? queued : [wish], caution)),
    ...wishes.filter(({ name }) => !needsRestart(name)).map((wish) => step(wish, provider, [wish], "")),
  ];
}
