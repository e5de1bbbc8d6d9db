import fc from "fast-check";
import { expect, test } from "vitest";
import { alertMessageSchema, MESSAGE_EVENTS, type AlertMessage } from "../message";
import { alertmanagerOf } from "./alertmanager";
import { discordOf, escapeDiscord } from "./discord";
import { aMessage } from "./fixture";
import { mailOf } from "./mail";
import { ntfyOf } from "./ntfy";
import { pagerdutyOf } from "./pagerduty";
import { escapeSlack, slackOf } from "./slack";
import { teamsOf } from "./teams";
import { titleOf } from "./text";
import { webhookOf } from "./webhook";

const KEY = "0123456789abcdef0123456789abcdef";

/** Every form of a message, by its receiver. */
const formsOf = (message: AlertMessage) => ({
  mail: mailOf(message),
  slack: slackOf(message),
  discord: discordOf(message),
  teams: teamsOf(message),
  webhook: webhookOf(message),
  pagerduty: pagerdutyOf(message, KEY),
  ntfy: ntfyOf(message, "topic"),
  alertmanager: alertmanagerOf(message, Date.parse(message.startedAt)),
});

/** Pieces of hostile names: line breaks, HTML, mentions, and the markup of Slack, Discord, Markdown and Adaptive Cards. */
const PIECES = [
  "\r\nBcc: eve@example.com\r\n",
  "<script>alert(1)</script>",
  "@everyone",
  "@here",
  "<!channel>",
  "<!here|x>",
  "<@U012AB3CD>",
  "<https://evil.example|click>",
  "[click](https://evil.example)",
  "https://evil.example",
  "**bold**",
  "_it_",
  "~~gone~~",
  "||spoiler||",
  "`code`",
  "# head",
  "> quote",
  "<at>Ada</at>",
  "{{DATE(2026-01-01)}}",
  "${data}",
  "&lt;",
  "\u202e",
  "\u0000",
  "\\",
  ":smile:",
  "orders",
];
const hostile = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(""));

const messages = fc
  .record({ name: hostile, environment: hostile, sentence: hostile, count: fc.integer({ min: 1, max: 14 }) })
  .map(({ name, environment, sentence, count }): AlertMessage => ({
    ...aMessage,
    sentences: [sentence],
    subjects: Array.from({ length: count }, () => ({
      name,
      environment,
      url: "https://headroom.example.com/databases/1",
    })),
  }));

/** Returns all texts of a document, at any depth. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

test("a message says headline, database, sum, action, link and rule to each receiver", () => {
  for (const [receiver, form] of Object.entries(formsOf(aMessage))) {
    const said = textsIn(form).join("\n").replaceAll("\\", "");
    for (const part of [
      "7 short",
      "orders",
      "29 of 22 usable",
      "https://headroom.example.com/databases/1/connections",
    ])
      expect(said, receiver).toContain(part);
  }
  expect(mailOf(aMessage)).toEqual({
    subject: "[Headroom] orders: 7 short",
    text: `orders: 7 short

20 claimed + 9 others = 29 of 22 usable (25 − 3 reserved).
shop-web holds 6 connections.

Lower a pool:
https://headroom.example.com/databases/1/connections

Rule: Headroom below 0
`,
  });
});

test("each occasion has its own title", () => {
  const titles = MESSAGE_EVENTS.map((event) => titleOf({ ...aMessage, event }));
  expect(titles).toEqual([
    "orders: 7 short",
    "Still orders: 7 short",
    "Acknowledged: orders: 7 short",
    "Resolved: orders: 7 short",
    "Test: orders: 7 short",
    "7 short",
  ]);
});

test("a subject of a mail is one line, whatever a database is called", () => {
  fc.assert(
    fc.property(messages, (message) => {
      expect(mailOf(message).subject).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }),
  );
});

test("nothing in Slack is a mention, a link or markup but our own button", () => {
  fc.assert(
    fc.property(messages, (message) => {
      const { text, blocks } = slackOf(message);
      expect(text).not.toMatch(/[<>]/);
      expect(text.replace(/&(amp|lt|gt);/g, "")).not.toContain("&");
      expect(text).not.toMatch(/(?<!\u2060)[*_~`]/);
      const types = JSON.stringify(blocks).match(/"type":"[^"]*"/g) ?? [];
      expect(new Set(types)).not.toContain('"type":"mrkdwn"');
      expect(JSON.stringify(blocks).match(/"url":"[^"]*"/g)).toEqual([`"url":"${aMessage.action?.url}"`]);
    }),
  );
});

test("Slack's escape can be read back to the letter", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const shown = escapeSlack(text)
        .replace(/\u2060/g, "")
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&amp;", "&");
      expect(shown).toBe(text);
    }),
  );
});

test("in Discord each mark of a name has its backslash, and nobody is mentioned", () => {
  fc.assert(
    fc.property(messages, (message) => {
      const form = discordOf(message);
      const [embed] = form.embeds;
      expect(form.allowed_mentions).toEqual({ parse: [] });
      expect(form).not.toHaveProperty("content");
      const links = /(?<=^|\n)\[((?:\\.|[^\]\\])*)\]\(https:\/\/headroom\.example\.com[^)]*\)/g;
      const rest = `${embed?.title ?? ""}\n${embed?.description.replace(links, "$1") ?? ""}`;
      expect(rest.replace(/\\[!-/:-@[-`{-~]/g, "")).not.toMatch(/[!-/:-@[-`{-~]/);
      expect(embed?.title.length).toBeLessThanOrEqual(256);
      expect(embed?.description.length).toBeLessThanOrEqual(4096);
    }),
  );
  expect(escapeDiscord("@everyone **a**")).toBe("\\@everyone \\*\\*a\\*\\*");
});

test("Teams gets text runs alone, in which no Markdown is read", () => {
  fc.assert(
    fc.property(messages, (message) => {
      const [card] = teamsOf(message).attachments;
      expect(JSON.stringify(card)).not.toContain('"TextBlock"');
      expect(JSON.stringify(card)).not.toContain('"entities"');
      for (const block of card?.content.body ?? []) expect(block.type).toBe("RichTextBlock");
    }),
  );
});

test("what receivers take as data holds a name to the letter but for line breaks and controls", () => {
  const name = "a <b> & *c* @everyone\nd";
  const message = {
    ...aMessage,
    subjects: [{ ...aMessage.subjects[0], name, environment: "p", url: "https://h.example.com/d" }],
  };
  const read = alertMessageSchema.parse(message);
  expect(pagerdutyOf(read, KEY)).toMatchObject({ payload: { summary: "a <b> & *c* @everyone d: 7 short" } });
  expect(ntfyOf(read, "t")).toMatchObject({ markdown: false, title: "a <b> & *c* @everyone d: 7 short" });
  expect(webhookOf(read).data).toEqual(read);
});

test("PagerDuty joins the events of one alert, and Alertmanager its beginning and end", () => {
  const resolved: AlertMessage = { ...aMessage, event: "resolved", endedAt: "2026-11-30T14:00:00.000Z" };
  const acknowledged: AlertMessage = { ...aMessage, event: "acknowledged" };
  const keys = [aMessage, acknowledged, resolved].map((message) => pagerdutyOf(message, KEY));
  expect(keys.map(({ event_action }) => event_action)).toEqual(["trigger", "acknowledge", "resolve"]);
  expect(new Set(keys.map(({ dedup_key }) => dedup_key)).size).toBe(1);
  const now = Date.parse(aMessage.startedAt);
  const [[begun], [over]] = [
    alertmanagerOf(aMessage, now),
    alertmanagerOf({ ...resolved, subjects: [] }, now),
  ];
  expect(over?.labels).toEqual(begun?.labels);
  expect(over?.endsAt).toBe(resolved.endedAt);
  expect(Date.parse(begun?.endsAt ?? "")).toBeGreaterThan(now);
});

test("forms stay within the limits of their receivers, however long a text is", () => {
  const long = {
    ...aMessage,
    headline: "x".repeat(5000),
    sentences: Array.from({ length: 40 }, () => "😀".repeat(4000)),
  };
  const { slack, pagerduty, ntfy, discord, mail } = formsOf(long);
  for (const block of slack.blocks) expect(JSON.stringify(block).length).toBeLessThan(8000);
  expect(textsIn(slack.blocks[0]).join("").length).toBeLessThan(180);
  expect(textsIn(pagerduty).every((text) => text.length <= 1024)).toBe(true);
  expect(ntfy.title.length).toBeLessThanOrEqual(250);
  expect(discord.embeds[0]?.description.length).toBeLessThanOrEqual(4096);
  expect(mail.subject.length).toBeLessThan(300);
  for (const text of textsIn(formsOf(long))) expect(text.isWellFormed()).toBe(true);
});
