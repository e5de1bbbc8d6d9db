import "server-only";
import type { ChannelView } from "@/lib/alerts/channels/view";
import { readOnlyVerb } from "../../audit/verb";
import { parseId, type Context } from "../../context";
import { CannotOpen } from "../../secrets/cipher";
import { rowOf } from "./list";
import { findChannel, noChannel, openSecrets, type StoredChannel } from "./stored";

/** Returns which secrets are set; none where they cannot be opened, so that they are put in again. */
function secretsSet(channel: StoredChannel): string[] {
  try {
    return Object.entries(openSecrets(channel))
      .filter(([, value]) => value !== "")
      .map(([name]) => name);
  } catch (error) {
    if (error instanceof CannotOpen) return [];
    throw error;
  }
}

async function read(_ctx: Context, givenId: unknown): Promise<ChannelView> {
  const channel = await findChannel(parseId(givenId, noChannel().message));
  if (channel === null) throw noChannel();
  return { ...rowOf(channel), config: channel.config, secretsSet: secretsSet(channel) };
}

/** Returns a channel for its form, with no secret. @throws NotAllowed, NotFound */
export const readChannel = readOnlyVerb("admin", read);
