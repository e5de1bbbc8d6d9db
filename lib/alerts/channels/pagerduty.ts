import { z } from "zod";
import type { AlertMessage, MessageEvent, Severity } from "../message";
import { defineChannel, hostIn, urlSchema } from "./define";
import { cut, linkOf, namesOf, sentencesOf, subjectsOf, titleOf } from "./text";

export const pagerduty = defineChannel({
  label: "PagerDuty",
  setUp: "Add the integration “Events API v2” to a service, and copy its integration key.",
  fields: [
    {
      name: "routingKey",
      label: "Integration key",
      hint: "32 letters and digits.",
      secret: true,
    },
    {
      name: "url",
      label: "Events address",
      hint: "For accounts in the EU: https://events.eu.pagerduty.com/v2/enqueue",
      secret: false,
      destination: true,
      initial: "https://events.pagerduty.com/v2/enqueue",
    },
  ],
  schema: z.object({
    routingKey: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9]{32}$/, "An integration key has 32 letters and digits."),
    url: urlSchema,
  }),
  where: ({ url }) =>
    url?.includes(".eu.") === true ? "EU" : hostIn(url) === "events.pagerduty.com" ? "" : hostIn(url),
});

/** Action of each occasion on the incident (Events API v2). A letter opens none. */
const ACTIONS: Record<MessageEvent, "trigger" | "acknowledge" | "resolve"> = {
  firing: "trigger",
  reminder: "trigger",
  acknowledged: "acknowledge",
  resolved: "resolve",
  test: "trigger",
  letter: "trigger",
};

/** Severities of PagerDuty: critical, error, warning, info. */
const SEVERITY: Record<Severity, string> = { critical: "critical", warning: "warning", info: "info" };

/** Returns a message as an event of PagerDuty; all of one alert have one dedup_key. */
export function pagerdutyOf(message: AlertMessage, routingKey: string) {
  const action = ACTIONS[message.event];
  const link = linkOf(message);
  const event = {
    routing_key: routingKey,
    event_action: action,
    // At most 255 characters.
    dedup_key: cut(`headroom ${message.alertId}`, 255),
  };
  if (action !== "trigger") return event;
  return {
    ...event,
    client: "Headroom",
    ...(link === null ? {} : { client_url: link.url, links: [{ href: link.url, text: link.label }] }),
    payload: {
      summary: cut(titleOf(message), 1024),
      source: namesOf(message) === "" ? "Headroom" : namesOf(message),
      severity: SEVERITY[message.severity],
      timestamp: message.startedAt,
      class: message.rule,
      custom_details: {
        what: sentencesOf(message),
        databases: subjectsOf(message).listed.map(({ name }) => name),
      },
    },
  };
}
