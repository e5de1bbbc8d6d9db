import type { FieldErrors } from "@/lib/databases/form";

/** Text of the server for what it refuses. */
export type Refusal = { message: string; fields: FieldErrors };
/** A password that was made: shown once. */
export type Made = { password: string };

/** Each takes what its schema in lib/accounts says. */
export type TeamActions = {
  letIn: (input: unknown) => Promise<Made | Refusal>;
  renew: (input: unknown) => Promise<Made | Refusal>;
  setRole: (input: unknown) => Promise<Refusal | void>;
  takeAway: (input: unknown) => Promise<Refusal | void>;
};
