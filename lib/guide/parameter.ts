import { providers, type ProviderId } from "@/lib/postgres/provider";
import { needsRestart } from "@/lib/postgres/setting-way";
import { consoles } from "./consoles";
import type { Wish } from "./kinds/kind";
import type { GuidedStep } from "./schema";

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

/** Returns the step that gives a parameter its value; `batch` are all that go with it in one change, itself included. */
function step(wish: Merged, provider: ProviderId, batch: readonly Merged[]): GuidedStep {
  const rules = providers[provider];
  const console = consoles[provider];
  const { name, value, note } = console.named(wish);
  const instead = console.instead(wish.name);
  const restarts = needsRestart(wish.name);
  const others = batch.filter((other) => other !== wish).map((other) => console.named(other).name);
  const first = batch[0] === wish;
  const sentences = [
    wish.why,
    wish.name === "wal_level" ? rules.walLevel.says : `Set ${name} to ${value}. ${rules.parameters}`,
    instead ?? "",
    others.length === 0
      ? ""
      : `Queue it together with ${listed(others)}: one restart is enough for all ${batch.length}${first ? "" : ", and the commands of the first step set this one too"}.`,
    restarts || instead !== null ? "" : "It needs no restart.",
  ];
  return {
    check: wish.check,
    ...(wish.also.length > 0 ? { also: wish.also } : {}),
    title: `Set ${name} to ${value}`,
    says: sentences.filter((sentence) => sentence !== "").join(" "),
    value: {
      name,
      to: value,
      now: name === wish.name ? wish.now : `off (wal_level is ${wish.now})`,
      sum: note === undefined ? wish.sum : `${wish.sum} ${note}`,
    },
    path: instead === null ? console.path(name) : [],
    commands:
      instead === null && first
        ? console.commands(
            batch.map((other) => console.named(other)),
            restarts,
          )
        : [],
    restart: restarts ? rules.restart : null,
    source: `${wish.source}; ${console.source}`,
  };
}

/**
 * Returns the steps that give parameters their values at a provider, those that need a restart first: they go in one
 * change, whose commands stand at the first of them.
 */
export function parameterSteps(wishes: readonly Merged[], provider: ProviderId): GuidedStep[] {
  const settable = ({ name }: Merged): boolean => consoles[provider].instead(name) === null;
  const restarting = wishes.filter(({ name }) => needsRestart(name));
  const queued = restarting.filter(settable);
  return [
    ...restarting.map((wish) => step(wish, provider, settable(wish) ? queued : [wish])),
    ...wishes.filter(({ name }) => !needsRestart(name)).map((wish) => step(wish, provider, [wish])),
  ];
}
