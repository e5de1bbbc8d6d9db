import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { withCovered } from "@/lib/alerts/cover";
import { ALERT_KINDS } from "@/lib/alerts/kinds";
import type { FiringAlert, RuleRow, RuleState } from "@/lib/alerts/page";
import { ruleSchema } from "@/lib/alerts/rule";
import { FiringList } from "./firing-list";
import { AlertHistory } from "./history";
import { Maintenance } from "./maintenance";
import { RuleStateMark } from "./rule-state";
import { Rules } from "./rules";

const NOW = Date.parse("2026-11-30T14:00:00.000Z");
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();
const nothing = () => Promise.resolve();

const alert: FiringAlert = {
  id: "1",
  ruleId: "2",
  server: "db",
  figure: "7 short",
  says: "20 claimed + 9 others = 29 of 22 usable.",
  rule: "Headroom below 0",
  condition: { kind: "headroom-below", below: "0" },
  databases: [
    { id: "a", name: "<b>orders</b>\nBcc: all" },
    { id: "b", name: "other" },
  ],
  labels: ["2 databases"],
  since: ago(31),
  acknowledged: null,
  sentTo: ["Slack"],
  notSent: [{ channel: "E-mail", says: "535 authentication failed" }],
  mutedUntil: null,
  dataless: false,
  act: { says: "Lower a pool", path: "/databases/a/connections" },
};

const text = (markup: string) => markup.replace(/<[^>]+>/g, "");
const firing = (change: Partial<FiringAlert> = {}) =>
  renderToStaticMarkup(
    <FiringList
      alerts={withCovered([{ ...alert, ...change }])}
      actions={{ acknowledge: nothing, mute: nothing }}
    />,
  );

test("an alert shows its figure, its sum, who was told and who was not, and its acts", () => {
  const shown = text(firing());
  for (const part of [
    "7 short",
    "20 claimed + 9 others = 29 of 22 usable. Sent to Slack. E-mail: 535 authentication failed.",
    "and 1 more",
    "Headroom below 0, began",
    "Mute 2 h",
    "Acknowledge",
    "Lower a pool",
  ])
    expect(shown).toContain(part);
  expect(firing()).not.toContain("<b>");
});

test("of two rules that fire for one shortage the worse is told, with the name of the other", () => {
  const wider: FiringAlert = {
    ...alert,
    id: "3",
    rule: "Headroom below 10 %",
    condition: { kind: "headroom-below", below: "10%" },
  };
  const markup = renderToStaticMarkup(
    <FiringList alerts={withCovered([wider, alert])} actions={{ acknowledge: nothing, mute: nothing }} />,
  );
  expect(markup.match(/<li/g)).toHaveLength(1);
  expect(text(markup)).toContain("Headroom below 0 and Headroom below 10 %, began");
});

test("one that is acknowledged or muted says so by name and offers that no more", () => {
  const shown = text(
    firing({ acknowledged: { by: "Ada", at: ago(3) }, mutedUntil: ago(-60), dataless: true }),
  );
  expect(shown).toContain("Acknowledged by Ada");
  expect(shown).toContain("Muted");
  expect(shown).toContain("No data now");
  expect(shown).not.toContain("Mute 2 h");
});

const state = (of: RuleState) => text(renderToStaticMarkup(<RuleStateMark state={of} now={NOW} />));

test("each state of a rule has its words", () => {
  expect(state({ kind: "pending", forMs: 300_000, since: ago(4) })).toBe("pending, 4 min of 5 min");
  expect(state({ kind: "firing", servers: 2, since: ago(4) })).toBe("firing on 2 servers");
  expect(state({ kind: "firing", servers: 1, since: ago(91) })).toBe("firing, 91 min");
  expect(state({ kind: "no data", says: "" })).toBe("no data");
  expect(state({ kind: "quiet", last: null })).toBe("quiet");
  expect(state({ kind: "off" })).toBe("off");
});

const row: RuleRow = {
  id: "2",
  rule: { ...ruleSchema.parse({ condition: ALERT_KINDS["no-data"].defaults }), id: "2" },
  text: "No data",
  where: "every server",
  after: "for 5 min",
  sentTo: "every channel",
  state: { kind: "quiet", last: null },
};
const choices = { databases: [], channels: [] };

test("an admin opens a rule and adds one, a member reads them; none teaches what a rule is", () => {
  const actions = { save: nothing, remove: nothing, plan: nothing };
  const drawn = (rules: RuleRow[], admin: boolean) =>
    renderToStaticMarkup(
      <Rules rules={rules} choices={choices} actions={admin ? actions : null} now={NOW} />,
    );
  expect(drawn([row], true)).toContain("New rule");
  expect(drawn([row], false)).not.toContain("<button");
  expect(text(drawn([], false))).toContain("A rule says when Headroom speaks up");
});

test("the history and the maintenance teach what will stand there", () => {
  expect(text(renderToStaticMarkup(<AlertHistory alerts={[]} next={null} />))).toContain("Nothing fired yet");
  const silence = {
    id: "s",
    kind: "maintenance" as const,
    text: "Sundays, 03:00 to 04:00 (UTC): shop is silent.",
    by: "Ada",
    until: null,
    next: ago(-780),
  };
  const maintenance = (admin: boolean, of: (typeof silence)[]) =>
    text(
      renderToStaticMarkup(
        <Maintenance silences={of} choices={choices} endSilence={nothing} plan={admin ? nothing : null} />,
      ),
    );
  expect(maintenance(false, [])).toContain("None planned");
  expect(maintenance(true, [silence])).toContain("Remove");
  expect(maintenance(false, [silence])).not.toContain("Remove");
});
