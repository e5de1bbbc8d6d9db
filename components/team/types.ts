import type { FieldErrors } from "@/lib/databases/form";

/** What the server says to what it refuses. */
export type Refusal = { message: string; fields: FieldErrors };
/** A password that was made: shown once. */
export type Made = { password: string };

export type TeamActions = {
  letIn: (input: unknown) => Promise<Made | Refusal>;
  renew: (id: string) => Promise<Made | Refusal>;
  setRole: (id: string, role: string) => Promise<Refusal | void>;
  takeAway: (id: string) => Promise<Refusal | void>;
};
