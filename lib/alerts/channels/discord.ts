import { z } from "zod";
import type { AlertMessage, Severity } from "../message";
import { defineChannel, urlSchema } from "./define";
import { cut, linkOf, ruleOf, sentencesOf, subjectsOf, titleOf } from "./text";

export const discord = defineChannel({
  label: "Discord",
  setUp: "Make a webhook in the settings of the channel, under Integrations, and copy its address.",
  fields: [
    {
      name: "url",
      label: "Webhook address",
      hint: "It holds the token of the channel that it posts to.",
      secret: true,
      placeholder: "https://discord.com/api/webhooks/…",
    },
  ],
  schema: z.object({ url: urlSchema }),
  where: () => "",
});

/** Returns a text in which Discord reads no Markdown, mention or address: each mark of ASCII has a backslash before it. */
export const escapeDiscord = (text: string): string => text.replace(/[!-/:-@[-`{-~]/g, "\\$&");

const COLOURS: Record<Severity, number> = { critical: 0xb3261e, warning: 0xb26a00, info: 0x0b6680 };
const RESOLVED = 0x1b7f4b;

/** A link of Discord ends at the first bracket. */
const linked = (label: string, url: string): string =>
  `[${label}](${url.replace(/[()]/g, (mark) => (mark === "(" ? "%28" : "%29"))})`;

/** Shortens before it escapes, so that no backslash loses its mark; an escaped text is at most twice as long. */
const escaped = (text: string, most: number): string => escapeDiscord(cut(text, most / 2));

/** Returns a message as an embed of Discord; it mentions no one. */
export function discordOf(message: AlertMessage) {
  const { listed, more } = subjectsOf(message);
  const link = linkOf(message);
  const lines = [
    ...sentencesOf(message).map((sentence) => escaped(sentence, 600)),
    ...listed.map(
      ({ name, environment, url }) => `${linked(escaped(name, 100), url)} ${escaped(environment, 60)}`,
    ),
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(link === null ? [] : [linked(escaped(link.label, 120), link.url)]),
  ];
  return {
    allowed_mentions: { parse: [] },
    embeds: [
      {
        title: escaped(titleOf(message), 256),
        description: withinLimit(lines, 4096),
        color: message.event === "resolved" ? RESOLVED : COLOURS[message.severity],
        ...(ruleOf(message) === "" ? {} : { footer: { text: ruleOf(message) } }),
        timestamp: message.endedAt ?? message.startedAt,
      },
    ],
  };
}

/** Joins whole lines as long as they fit: one that is cut could lose the end of its link. */
function withinLimit(lines: readonly string[], most: number): string {
  let text = "";
  for (const line of lines) {
    const next = text === "" ? line : `${text}\n${line}`;
    if (next.length > most) break;
    text = next;
  }
  return text;
}
