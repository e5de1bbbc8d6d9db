import { z } from "zod";
import type { AlertMessage } from "../message";
import { defineChannel, hostIn, urlSchema } from "./define";
import { linkOf, namesOf, sentencesOf, titleOf } from "./text";

export const alertmanager = defineChannel({
  label: "Alertmanager",
  setUp: "Alertmanager routes the alert by its labels: alertname, severity, job=headroom.",
  fields: [
    {
      name: "url",
      label: "Address",
      hint: "The address of Alertmanager, without /api/v2.",
      secret: false,
      destination: true,
      placeholder: "https://alertmanager.example.com",
    },
    {
      name: "authorization",
      label: "Authorization header",
      hint: "Where a proxy asks for it: Bearer …, or Basic ….",
      secret: true,
      optional: true,
      placeholder: "Bearer …",
    },
  ],
  schema: z.object({
    url: urlSchema,
    authorization: z
      .string()
      .trim()
      .max(4000)
      .regex(/^([A-Za-z]+ [\x21-\x7e]+)?$/, "An authorization is a word and a value, such as Bearer abc.")
      .default(""),
  }),
  where: ({ url }) => hostIn(url),
});

/**
 * How long an alert lasts there without a word from us, ms. Alertmanager's own default is 5 min, because Prometheus repeats itself;
 * we send once, and the end of the alert.
 */
const LASTS = 7 * 24 * 60 * 60_000;
const TEST_LASTS = 5 * 60_000;

/**
 * Returns a message as one alert of Alertmanager's API v2. Labels are its identity there, so they hold only what stays the same from
 * beginning to end; the databases of an alert can change. `now` is in ms.
 */
export function alertmanagerOf(message: AlertMessage, now: number) {
  const link = linkOf(message);
  const isOver = message.event === "resolved";
  const lasts = message.event === "test" ? TEST_LASTS : LASTS;
  const ends = isOver
    ? (message.endedAt ?? new Date(now).toISOString())
    : new Date(now + lasts).toISOString();
  return [
    {
      labels: {
        alertname: message.rule === "" ? "Headroom" : message.rule,
        job: "headroom",
        alert: message.alertId,
        severity: message.severity,
      },
      annotations: {
        summary: titleOf({ ...message, event: "firing" }),
        description: sentencesOf(message).join(" "),
        ...(namesOf(message) === "" ? {} : { databases: namesOf(message) }),
      },
      startsAt: message.startedAt,
      endsAt: ends,
      ...(link === null ? {} : { generatorURL: link.url }),
    },
  ];
}
