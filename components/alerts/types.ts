import type { Refusal } from "@/lib/api/refusal";

/** Acts on alerts that members have. An answer is a refusal with its texts. */
export type AlertActions = {
  acknowledge: (id: string) => Promise<Refusal | void>;
  mute: (input: { ruleId: string | null; server: string | null; hours: number }) => Promise<Refusal | void>;
  endSilence: (id: string) => Promise<Refusal | void>;
};

/** Acts of admins; null for members. */
export type AdminActions = {
  save: (id: string | null, input: unknown) => Promise<Refusal | void>;
  remove: (id: string) => Promise<Refusal | void>;
  plan: (input: unknown) => Promise<Refusal | void>;
};

/** Choices of the forms. */
export type Choices = {
  databases: readonly { id: string; name: string; group: string }[];
  channels: readonly { id: string; name: string }[];
};
