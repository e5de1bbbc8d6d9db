import type { ChannelKind } from ".";
import type { ChannelValues } from "./define";

/** Result of the last message of a channel; `event` is the occasion of the message. */
export type LastResult = { at: string; ok: boolean; says: string; event: string };

/** A channel as lists show it. */
export type ChannelRow = {
  id: string;
  kind: ChannelKind;
  name: string;
  /** Destination in a few words without a secret; may be empty. */
  where: string;
  last: LastResult | null;
};

/** A channel as its form shows it: of its secrets only which are set. */
export type ChannelView = ChannelRow & { config: ChannelValues; secretsSet: readonly string[] };
