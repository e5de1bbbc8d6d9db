import "server-only";
import { system } from "../context";
import { listChannels } from "./channels/list";
import { sendVia } from "./channels/send";
import type { Send } from "./delivery/deliver";
import type { ChannelRef } from "./episode";

/** The channels as the engine uses them: which there are, and how one sends. */
export type ChannelPort = { list: () => Promise<readonly ChannelRef[]>; send: Send };

/** The channels of this Headroom. A dead-man ping takes no messages and is none of them. */
export const channelPort: ChannelPort = {
  list: async () =>
    (await listChannels(system)).flatMap(({ id, kind, name }) => (kind === "ping" ? [] : [{ id, name }])),
  send: sendVia,
};
