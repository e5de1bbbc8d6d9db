import "server-only";
import type { z } from "zod";
import { CHANNELS, type ChannelKind } from "@/lib/alerts/channels";
import { alertmanagerOf } from "@/lib/alerts/channels/alertmanager";
import type { ChannelValues } from "@/lib/alerts/channels/define";
import { discordOf } from "@/lib/alerts/channels/discord";
import { ntfyOf } from "@/lib/alerts/channels/ntfy";
import { pagerdutyOf } from "@/lib/alerts/channels/pagerduty";
import { slackOf } from "@/lib/alerts/channels/slack";
import { teamsOf } from "@/lib/alerts/channels/teams";
import { webhookOf } from "@/lib/alerts/channels/webhook";
import type { AlertMessage } from "@/lib/alerts/message";
import { post, type PostOptions, type PostResult } from "./post";
import { sendByMail } from "./send-by-mail";
import { signedHeaders } from "./sign";

/** Context of a sender, besides the values of its channel. `id` is the same at each try of one message. */
export type Sending = { message: AlertMessage; id: string; options: PostOptions };

type Sender = (values: ChannelValues, sending: Sending) => Promise<PostResult>;

/** Makes a sender that gets the values of its channel as their schema reads them. @throws z.ZodError for stored values of another shape */
const sender =
  <Schema extends z.ZodType>(
    { schema }: { schema: Schema },
    send: (values: z.infer<Schema>, sending: Sending) => Promise<PostResult>,
  ): Sender =>
  (values, sending) =>
    send(schema.parse(values), sending);

const JSON_HEADERS = { "content-type": "application/json" };

const postJson = (
  url: string,
  payload: unknown,
  options: PostOptions,
  headers: Record<string, string> = {},
) =>
  post(
    { method: "POST", url, headers: { ...JSON_HEADERS, ...headers }, body: JSON.stringify(payload) },
    options,
  );

const slack = sender(CHANNELS.slack, ({ url }, { message, options }) =>
  postJson(url, slackOf(message), options),
);
const discord = sender(CHANNELS.discord, ({ url }, { message, options }) =>
  postJson(url, discordOf(message), options),
);
const teams = sender(CHANNELS.teams, ({ url }, { message, options }) =>
  postJson(url, teamsOf(message), options),
);

const webhook = sender(CHANNELS.webhook, ({ url, secret }, { message, id, options }) => {
  const body = JSON.stringify(webhookOf(message));
  const headers = { ...JSON_HEADERS, ...signedHeaders(secret, id, body, Date.now()) };
  return post({ method: "POST", url, headers, body }, options);
});

/** A test opens an incident and resolves it at once, so that it wakes people once and leaves nothing open. */
const pagerduty = sender(CHANNELS.pagerduty, async ({ url, routingKey }, { message, options }) => {
  const told = await postJson(url, pagerdutyOf(message, routingKey), options);
  if (message.event !== "test" || !told.ok) return told;
  return postJson(url, pagerdutyOf({ ...message, event: "resolved" }, routingKey), options);
});

const ntfy = sender(CHANNELS.ntfy, ({ url, topic, token }, { message, options }) =>
  postJson(url, ntfyOf(message, topic), options, token === "" ? {} : { authorization: `Bearer ${token}` }),
);

const alertmanager = sender(CHANNELS.alertmanager, ({ url, authorization }, { message, options }) =>
  postJson(
    `${url.replace(/\/+$/, "")}/api/v2/alerts`,
    alertmanagerOf(message, Date.now()),
    options,
    authorization === "" ? {} : { authorization },
  ),
);

const ping = sender(CHANNELS.ping, ({ url }, { options }) =>
  post({ method: "GET", url, headers: {}, body: null }, options),
);

const mail = sender(CHANNELS.mail, ({ to }, { message, id, options }) =>
  sendByMail(to, message, id, options),
);

/** How each kind of channel sends a message. */
export const SENDERS: Record<ChannelKind, Sender> = {
  slack,
  pagerduty,
  mail,
  discord,
  teams,
  webhook,
  ntfy,
  alertmanager,
  ping,
};
