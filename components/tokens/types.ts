import type { Refusal } from "@/lib/api/refusal";

/** Each takes what its schema in lib/accounts/api-token.ts says. */
export type TokenActions = {
  make: (input: unknown) => Promise<{ token: string } | Refusal>;
  revoke: (id: string) => Promise<Refusal | void>;
};
