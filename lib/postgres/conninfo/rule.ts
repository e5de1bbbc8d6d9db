import type { ProviderId } from "../provider";
import type { ConnectionFields, Flaw } from "./fields";
import type { Parts } from "./parts";
import { writeConnectionString } from "./write";

export type Read = { parts: Parts; fields: ConnectionFields; provider: ProviderId; loopback: boolean };
export type Rule = (read: Read) => Flaw | Flaw[] | null;

export const error = (id: string, says: string, remedy: Flaw["remedy"] = null): Flaw => ({
  id,
  severity: "error",
  says,
  remedy,
});
export const advice = (id: string, says: string, remedy: Flaw["remedy"] = null): Flaw => ({
  id,
  severity: "advice",
  says,
  remedy,
});

/** The same string with one thing changed, everything else as it was meant. */
export const changed = (
  label: string,
  { fields }: Read,
  change: Partial<ConnectionFields>,
): Flaw["remedy"] => ({
  label,
  text: writeConnectionString({ ...fields, ...change }),
});
