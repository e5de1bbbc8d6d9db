import type { Qr } from "@/lib/accounts/qr";
import type { FieldErrors } from "@/lib/databases/form";

/** Text of the server for what it refuses. */
export type Refusal = { message: string; fields: FieldErrors };
/** Recovery codes that were made: shown once. */
export type MadeCodes = { codes: string[] };

/** Acts on the own second factor; each takes what its schema in lib/accounts says. */
export type SecondFactorActions = {
  begin: (input: unknown) => Promise<{ secret: string; qr: Qr } | Refusal>;
  turnOn: (input: unknown) => Promise<MadeCodes | Refusal>;
  turnOff: (input: unknown) => Promise<Refusal | void>;
  renewCodes: (input: unknown) => Promise<MadeCodes | Refusal>;
};
