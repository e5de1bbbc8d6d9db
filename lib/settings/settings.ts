import { z } from "zod";
import { providerSchema } from "@/lib/accounts/provider";
import { letterSettingSchema } from "@/lib/alerts/channels/letter-time";
import { checksSettingSchema } from "./checks";
import { retentionSchema } from "./retention";
import { mailTestSchema, storedMailSchema } from "@/lib/mail/stored";

const schemas = {
  signIn: z.object({
    /** Whether a person without a second factor has to set one up before anything else. */
    requireSecondFactor: z.boolean().default(false),
  }),
  /** The provider of sign-ins by OpenID Connect. */
  provider: providerSchema,
  /** View of people with the role viewer. */
  viewers: z.object({
    /** Whether host names, addresses and role names of databases are shown to them. */
    seeHosts: z.boolean().default(false),
  }),
  /** Check runs that are made without a request. */
  checks: checksSettingSchema,
  /** How long history and alerts are kept. */
  retention: retentionSchema,
  mail: storedMailSchema,
  mailTest: mailTestSchema,
  letter: letterSettingSchema,
};

export type SettingKey = keyof typeof schemas;
type Settings = { [Key in SettingKey]: z.infer<(typeof schemas)[Key]> };
export type Setting<Key extends SettingKey> = Settings[Key];

/**
 * Settings of the whole installation: one schema for each key, whose defaults hold until an admin sets another value. What an older
 * version stored is read by the schema of today.
 */
export const SETTINGS: { readonly [Key in SettingKey]: z.ZodType<Settings[Key]> } = schemas;
