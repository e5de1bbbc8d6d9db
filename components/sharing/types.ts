import type { Refusal } from "@/lib/api/refusal";

/** Each takes what its schema in lib/wall says. */
export type SharingActions = {
  makeLink: (input: unknown) => Promise<{ address: string } | Refusal>;
  revokeLink: (id: string) => Promise<Refusal | void>;
};

/** A database that a link can show. */
export type Choice = { id: string; name: string; group: string };
