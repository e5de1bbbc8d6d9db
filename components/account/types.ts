import type { Qr } from "@/lib/accounts/qr";
import type { Refusal } from "@/lib/api/refusal";

/** Recovery codes that were made: shown once. */
export type MadeCodes = { codes: string[] };

/** Acts on the own second factor; each takes what its schema in lib/accounts says. */
export type SecondFactorActions = {
  begin: (input: unknown) => Promise<{ secret: string; qr: Qr } | Refusal>;
  turnOn: (input: unknown) => Promise<MadeCodes | Refusal>;
  turnOff: (input: unknown) => Promise<Refusal | void>;
  renewCodes: (input: unknown) => Promise<MadeCodes | Refusal>;
};
