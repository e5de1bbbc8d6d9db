import { z } from "zod";
import type { AlertMessage, Severity } from "../message";
import { defineChannel, hostIn, urlSchema } from "./define";
import { cut, linkOf, sentencesOf, subjectsOf, titleOf } from "./text";

export const ntfy = defineChannel({
  label: "ntfy",
  setUp: "Choose a topic that cannot be guessed: on a public server the topic is the password.",
  fields: [
    {
      name: "topic",
      label: "Topic",
      hint: "1 to 64 letters, digits, - and _.",
      secret: true,
    },
    {
      name: "url",
      label: "Server",
      hint: "ntfy.sh, or a server of your own.",
      secret: false,
      destination: true,
      initial: "https://ntfy.sh",
    },
    {
      name: "token",
      label: "Access token",
      hint: "Where the server asks for one.",
      secret: true,
      optional: true,
      placeholder: "tk_…",
    },
  ],
  schema: z.object({
    topic: z
      .string()
      .trim()
      .regex(/^[-_A-Za-z0-9]{1,64}$/, "A topic has 1 to 64 letters, digits, - and _."),
    url: urlSchema,
    token: z
      .string()
      .trim()
      .max(500)
      .regex(/^[\x21-\x7e]*$/, "A token has no spaces.")
      .default(""),
  }),
  where: ({ url }) => hostIn(url),
});

/** Priorities of ntfy: 1 (least) to 5. */
const PRIORITIES: Record<Severity, number> = { critical: 5, warning: 4, info: 3 };

/** Returns a message as ntfy's JSON; Markdown is off, so that all of it is text. */
export function ntfyOf(message: AlertMessage, topic: string) {
  const { listed, more } = subjectsOf(message);
  const link = linkOf(message);
  const lines = [
    ...sentencesOf(message),
    ...listed.map(({ name }) => name),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
  const loud = message.event === "firing" || message.event === "reminder";
  return {
    topic,
    title: cut(titleOf(message), 250),
    message: lines.join("\n") || titleOf(message),
    priority: loud ? PRIORITIES[message.severity] : 3,
    markdown: false,
    ...(link === null
      ? {}
      : { click: link.url, actions: [{ action: "view", label: link.label, url: link.url }] }),
  };
}
