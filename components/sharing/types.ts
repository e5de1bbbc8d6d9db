import type { FieldErrors } from "@/lib/databases/form";

/** Text of the server for what it refuses. */
export type Refusal = { message: string; fields: FieldErrors };

/** Each takes what its schema in lib/wall says. */
export type SharingActions = {
  makeLink: (input: unknown) => Promise<{ address: string } | Refusal>;
  revokeLink: (id: string) => Promise<Refusal | void>;
};

/** A database that a link can show. */
export type Choice = { id: string; name: string; group: string };
