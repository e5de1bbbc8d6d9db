import type { ManualStep } from "../schema";

/** A parameter as it is set: by which name, to which value. */
export type Setting = { name: string; value: string };

export type Command = ManualStep["commands"][number];

/** Alternative to a parameter that the provider's customers cannot set. */
export type Instead = {
  title: string;
  /** Act, as sentences; empty where the provider's rules say it all. */
  says: string;
  /** The value can be had, by another way; false where no customer gets it. */
  reachable: boolean;
  /** Effect of a restart on that way, where it is not the provider's usual one. */
  restart?: string;
};

/** How server parameters are set at one provider: data and texts, no I/O. Placeholders stand in angle brackets. */
export type Console = {
  /** The provider's own name and value of a parameter, and what its value has beside the sum. */
  named(parameter: { name: string; to: string }): Setting & { note?: string };
  /** Returns the alternative where the provider does not let its customers set the parameter; null where it does. */
  instead(parameter: { name: string; to: string }): Instead | null;
  /** The clicks that lead to the parameter; empty where no console does. */
  path(name: string): string[];
  /** Commands that set all of these in one go, none of them to an empty value; `restarts` where they take a restart. */
  commands(settings: readonly Setting[], restarts: boolean): Command[];
  /** Source of the fact. */
  source: string;
};

/** The name and the value that Postgres itself has. */
export const asPostgres = ({ name, to }: { name: string; to: string }): Setting => ({ name, value: to });

/** `wal_level = logical` under the provider's own name; everything else as Postgres has it. */
export const withWalLevel =
  (walLevel: Setting): Console["named"] =>
  (parameter) =>
    parameter.name === "wal_level" ? walLevel : asPostgres(parameter);

/** Every parameter can be set. */
export const nothing = (): null => null;

/** The provider's support has to be asked; `says` where it is known what for. */
export const askSupport = (provider: string, name: string, says = ""): Instead => ({
  title: `Ask the support of ${provider} about ${name}`,
  says,
  reachable: true,
});
