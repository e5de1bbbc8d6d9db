import { z } from "zod";
import type { AlertMessage } from "../message";
import { defineChannel, urlSchema } from "./define";
import { cut, linkOf, ruleOf, sentencesOf, subjectsOf, titleOf } from "./text";

export const slack = defineChannel({
  label: "Slack",
  setUp: "Make an app with an incoming webhook in Slack, and copy its address.",
  fields: [
    {
      name: "url",
      label: "Webhook address",
      hint: "It holds the token of the channel that it posts to.",
      secret: true,
      placeholder: "https://hooks.slack.com/services/…",
    },
  ],
  schema: z.object({ url: urlSchema }),
  where: () => "",
});

/**
 * Returns a text for a field that Slack reads as mrkdwn: its three control characters as entities, so that no mention, link or
 * channel comes of it (Slack docs, "Escaping text"), and a word joiner around the marks of bold, italic, strike and code.
 */
export const escapeSlack = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[*_~`]/g, "\u2060$&\u2060");

/** A text that Slack takes as it is: no markup, mention or emoji is read in it. */
const plainText = (text: string, most = 3000) => ({
  type: "plain_text",
  text: cut(text, most),
  emoji: false,
});

const section = (text: string) => ({ type: "section", text: plainText(text) });

/** Returns a message as Slack's blocks; `text` is what a notification shows. */
export function slackOf(message: AlertMessage) {
  const title = titleOf(message);
  const { listed, more } = subjectsOf(message);
  const link = linkOf(message);
  const lines = [
    ...sentencesOf(message),
    ...listed.map(({ name, environment }) => `${name} (${environment})`),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
  return {
    text: escapeSlack([title, ...sentencesOf(message)].join("\n")),
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: "header", text: plainText(title, 150) },
      ...(lines.length > 0 ? [section(lines.join("\n"))] : []),
      ...(link === null
        ? []
        : [
            {
              type: "actions",
              elements: [
                { type: "button", text: plainText(link.label, 75), url: link.url, action_id: "open" },
              ],
            },
          ]),
      ...(ruleOf(message) === "" ? [] : [{ type: "context", elements: [plainText(ruleOf(message))] }]),
    ],
  };
}
