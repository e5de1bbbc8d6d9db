import { z } from "zod";
import { alertmanager } from "./alertmanager";
import type { ChannelField, ChannelKindOf, ChannelValues } from "./define";
import { discord } from "./discord";
import { mail } from "./mail";
import { ntfy } from "./ntfy";
import { pagerduty } from "./pagerduty";
import { ping } from "./ping";
import { slack } from "./slack";
import { teams } from "./teams";
import { webhook } from "./webhook";

/** Every kind of channel by its name in the store, in the order in which they are offered. */
export const CHANNELS = { slack, pagerduty, mail, discord, teams, webhook, ntfy, alertmanager, ping };

export type ChannelKind = keyof typeof CHANNELS;

const kinds: readonly string[] = Object.keys(CHANNELS);

/** Returns whether a text is the name of a kind. */
export const isChannelKind = (text: string): text is ChannelKind => kinds.includes(text);

/** The kinds, in the order in which they are offered. */
export const CHANNEL_KINDS: readonly ChannelKind[] = kinds.filter(isChannelKind);

/** Returns what a kind is, where the type of its values does not matter. */
export const kindOf = (kind: ChannelKind): ChannelKindOf<z.ZodType> => CHANNELS[kind];

/** Returns the names of the secret fields of a kind. */
export const secretFields = (kind: ChannelKind): string[] =>
  kindOf(kind)
    .fields.filter(({ secret }) => secret)
    .map(({ name }) => name);

/** Returns the values that a new channel of a kind begins with. */
export const initialValues = (kind: ChannelKind): ChannelValues =>
  Object.fromEntries(kindOf(kind).fields.map(({ name, initial = "" }: ChannelField) => [name, initial]));

const nameSchema = z
  .string()
  .trim()
  .min(1, "Give the channel a name, such as #db-oncall.")
  .max(80, "A name has at most 80 characters.");

/** Input of a channel's form; `values` is read by the schema of its kind. */
export const channelInputSchema = z.object({
  kind: z.string().refine(isChannelKind, "There is no such kind of channel."),
  name: nameSchema,
  values: z.record(z.string(), z.string().max(20_000)),
});
export type ChannelInput = z.infer<typeof channelInputSchema>;
