import { z } from "zod";

/** A field of a channel's form. Its value is a text, as people type it; the schema of the channel reads it. */
export type ChannelField = {
  name: string;
  label: string;
  /** Hint for the field, in one sentence. */
  hint: string;
  /** A secret is sealed in the store and never sent to a browser again. */
  secret: boolean;
  placeholder?: string;
  /** Several lines. */
  lines?: boolean;
  optional?: boolean;
  /** The value that a new channel begins with. */
  initial?: string;
  /** Whether it says where secrets are sent: when it changes, they are asked for again. */
  destination?: boolean;
};

/** Values of a channel by the names of its fields. */
export type ChannelValues = Readonly<Record<string, string>>;

/** Kind of channel: its form and how its values are read. */
export type ChannelKindOf<Schema extends z.ZodType> = {
  label: string;
  /** Preparation at the receiver, in one sentence. */
  setUp: string;
  fields: readonly ChannelField[];
  schema: Schema;
  /** Says where it sends to, in a few words without a secret. */
  where: (config: ChannelValues) => string;
};

/** Defines a kind of channel; keeps the type of its schema. */
export const defineChannel = <Schema extends z.ZodType>(kind: ChannelKindOf<Schema>): ChannelKindOf<Schema> =>
  kind;

const NO_URL = "Put in an address that begins with https://.";

/** An address to send to. Plain http is judged at the socket: it passes on loopback and private networks alone. */
export const urlSchema = z
  .string()
  .trim()
  .min(1, NO_URL)
  .max(4000, "An address has at most 4000 characters.")
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), NO_URL)
  .refine((text) => {
    const { username, password } = URL.canParse(text) ? new URL(text) : { username: "", password: "" };
    return username === "" && password === "";
  }, "Leave user and password out of the address.");

/** Returns the host of an address, for people; the text itself is not repeated where it is none. */
export const hostIn = (text: string | undefined): string =>
  text !== undefined && URL.canParse(text) ? new URL(text).host : "";
