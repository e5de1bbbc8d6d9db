import { z } from "zod";
import { mailAddressSchema } from "@/lib/mail/server";
import type { AlertMessage } from "../message";
import { defineChannel } from "./define";
import { oneLine } from "./one-line";
import { linkOf, ruleOf, sentencesOf, subjectsOf, titleOf } from "./text";

const MOST = 50;

/** Returns the addresses of a text, one a line or with commas between. */
const addressesIn = (text: string): string[] => text.split(/[\s,;]+/).filter((part) => part !== "");

const to = z
  .string()
  .transform((text) => [...new Set(addressesIn(text))])
  .pipe(
    z
      .array(mailAddressSchema)
      .min(1, "Put in one e-mail address at least.")
      .max(MOST, `At most ${MOST} addresses; use a mailing list.`),
  );

export const mail = defineChannel({
  label: "E-mail",
  setUp: "Mail goes over the server of Settings, Mail.",
  fields: [
    {
      name: "to",
      label: "Addresses",
      hint: "One a line, or with commas between.",
      secret: false,
      lines: true,
      placeholder: "oncall@example.com",
    },
  ],
  schema: z.object({ to }),
  where: ({ to: text = "" }) => {
    const addresses = addressesIn(text);
    return addresses.length === 1 ? (addresses[0] ?? "") : `${addresses.length} people`;
  },
});

/** Returns a message as a mail in plain text. A mail about no database has its sentences one a line: it is the letter. */
export function mailOf(message: AlertMessage): { subject: string; text: string } {
  const { listed, more } = subjectsOf(message);
  const link = linkOf(message);
  const databases = [
    ...listed.map(({ name, environment, url }) => `${name} (${oneLine(environment, 40)})\n  ${url}`),
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join("\n");
  const parts = [
    titleOf(message),
    sentencesOf(message).join("\n"),
    databases,
    link === null ? "" : `${link.label}:\n${link.url}`,
    ruleOf(message),
  ];
  const text = parts.filter((part) => part !== "").join("\n\n");
  return { subject: `[Headroom] ${titleOf(message)}`, text: `${text}\n` };
}
