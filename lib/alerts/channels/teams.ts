import { z } from "zod";
import type { AlertMessage, Severity } from "../message";
import { defineChannel, urlSchema } from "./define";
import { linkOf, ruleOf, sentencesOf, subjectsOf, titleOf } from "./text";

export const teams = defineChannel({
  label: "Microsoft Teams",
  setUp: "Make a workflow “Post to a channel when a webhook request is received”, and copy its address.",
  fields: [
    {
      name: "url",
      label: "Webhook address",
      hint: "It holds the signature by which the workflow knows us.",
      secret: true,
      placeholder: "https://….logic.azure.com/workflows/…",
    },
  ],
  schema: z.object({ url: urlSchema }),
  where: () => "",
});

const COLOURS: Record<Severity, string> = { critical: "attention", warning: "warning", info: "accent" };

type Run = { color?: string; weight?: string; size?: string; isSubtle?: boolean };

/** A text that Teams takes as it is: a TextRun knows no Markdown, other than a TextBlock (Adaptive Cards, RichTextBlock). */
const line = (text: string, run: Run = {}) => ({
  type: "RichTextBlock",
  inlines: [{ type: "TextRun", text, ...run }],
});

/** Returns a message as an Adaptive Card for a workflow's webhook. */
export function teamsOf(message: AlertMessage) {
  const { listed, more } = subjectsOf(message);
  const link = linkOf(message);
  const color = message.event === "resolved" ? "good" : COLOURS[message.severity];
  const body = [
    line(titleOf(message), { color, weight: "bolder", size: "large" }),
    ...sentencesOf(message).map((sentence) => line(sentence)),
    ...listed.map(({ name, environment }) => line(`${name} (${environment})`)),
    ...(more > 0 ? [line(`and ${more} more`)] : []),
    ...(ruleOf(message) === "" ? [] : [line(ruleOf(message), { isSubtle: true })]),
  ];
  const actions = link === null ? [] : [{ type: "Action.OpenUrl", title: link.label, url: link.url }];
  const content = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    fallbackText: titleOf(message),
    msteams: { width: "Full" },
    body,
    actions,
  };
  return {
    type: "message",
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content }],
  };
}
