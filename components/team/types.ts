import type { Refusal } from "@/lib/api/refusal";

/** A password that was made: shown once. */
export type Made = { password: string };

/** The path of a link that was made, shown once, and a sentence about its mail where one was to be sent. */
export type MadeLink = { path: string; mail?: string };

/** Each takes what its schema in lib/accounts says. */
export type TeamActions = {
  letIn: (input: unknown) => Promise<Made | Refusal>;
  renew: (input: unknown) => Promise<Made | Refusal>;
  /** Makes a link for a person's new password. */
  makeLink: (input: unknown) => Promise<MadeLink | Refusal>;
  resetFactor: (input: unknown) => Promise<Refusal | void>;
  /** Ends every session of a person. */
  endSessions: (input: unknown) => Promise<Refusal | void>;
  setRole: (input: unknown) => Promise<Refusal | void>;
  /** Makes an invitation by link. */
  invite: (input: unknown) => Promise<MadeLink | Refusal>;
  revoke: (id: string) => Promise<Refusal | void>;
  takeAway: (input: unknown) => Promise<Refusal | void>;
};
