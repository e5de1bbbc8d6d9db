import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { gaugeModel } from "@/components/budget/model";
import { budgetOf } from "@/lib/budget/budget";
import type { Live } from "@/lib/live/schema";
import { aGroup, sampleWith } from "@/lib/sample/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { aLive, full, looked } from "./fixture";
import { GaugeOf } from "./gauge-of";
import type { Looked } from "./use-live";

const SIZES = ["row", "card", "full"] as const;
type Size = (typeof SIZES)[number];

const { budget } = aLive();
const fallback = budget && { model: gaugeModel(budget), at: "2026-11-23T02:00:00.000Z" };
const trouble = {
  what: "Nobody answers at <i>db</i>:5432.",
  why: "The port is closed.",
  next: "Start the server.",
  sql: null,
  sqlstate: null,
};

const draw = (state: Looked, size: Size = "full", drawn: typeof fallback = null) =>
  renderToStaticMarkup(<GaugeOf looked={state} name="orders" size={size} fallback={drawn} />);

const states: Record<string, { state: Looked; word: string }> = {
  live: { state: looked(aLive()), word: "usable" },
  late: { state: looked(aLive(), { freshness: "late", ageMs: 5_000 }), word: "Late, 5 s ago" },
  stale: { state: looked(aLive(), { freshness: "stale", ageMs: 70_000 }), word: "Stale, 1 min ago" },
  reconnecting: { state: looked(aLive(), { link: "lost" }), word: "Reconnecting" },
  "signed out": { state: looked(aLive(), { link: "signed out" }), word: "Signed out" },
  unreachable: {
    state: looked(aLive({ state: "unreachable", trouble }), { nextTryMs: 3_200 }),
    word: "No answer",
  },
  full: { state: looked(aLive(full)), word: "Full" },
  crowded: { state: looked(aLive({ state: "crowded", trouble })), word: "Staying out" },
  off: { state: looked(aLive({ state: "off", budget: null, sampledAt: null })), word: "Not watched" },
  starting: { state: looked(null), word: "Starting" },
};

const every = Object.entries(states).flatMap(([name, { state, word }]) =>
  SIZES.map((size) => ({ name, size, state, word })),
);

test.each(every)(
  "$name is drawn in size $size without an inline style, with a word",
  ({ name, state, size, word }) => {
    const html = draw(state, size);
    expect(html).not.toContain("style=");
    expect(html).not.toContain("<i>db");
    const inRow = size === "row" && ["live", "late", "stale"].includes(name);
    if (name === "starting") expect(html).toMatch(/Starting|first sample is on its way/);
    else if (!inRow) expect(html).toContain(word);
  },
);

test("a fresh gauge says how old it is, and its meter says nothing of a state", () => {
  const html = draw(looked(aLive()));
  expect(html).toContain("Live, 2 s ago");
  expect(html).toContain(`aria-valuetext="${budget?.sentence}"`);
  expect(html).toContain(`aria-valuenow="26"`);
});

test("a meter whose database does not answer says so after what was read last", () => {
  const html = draw(looked(aLive({ state: "unreachable", trouble }), { nextTryMs: 3_200 }));
  expect(html).toContain(`aria-valuetext="${budget?.sentence}; no answer"`);
  expect(html).toContain("Nobody answers at &lt;i&gt;db");
  expect(html).toContain("The port is closed.");
  expect(html).toContain("tries again in 4 s");
  expect(html).toContain("No answer; last sample 2 s ago");
  expect(html).toContain("grayscale");
});

test("where the page says why there is no session, the gauge says only when Headroom tries again", () => {
  const state = looked(aLive({ state: "unreachable", trouble }), { nextTryMs: 3_200 });
  const html = renderToStaticMarkup(
    <GaugeOf looked={state} name="orders" size="full" fallback={null} brief />,
  );
  expect(html).not.toContain(trouble.next);
  expect(html).toContain("Headroom tries again in 4 s.");
});

test("a full server is drawn full, with what would help", () => {
  const html = draw(looked(aLive(full)));
  expect(html).toContain(
    'aria-valuenow="97" aria-valuetext="All 97 usable connections in use, none left; full"',
  );
  expect(html).toContain("we could not get in either");
  expect(html).toContain("GRANT pg_use_reserved_connections TO &quot;a&lt;b&gt;&quot;;");
  expect(draw(looked(aLive({ ...full, budget: null, sampledAt: null })))).toContain(
    "All usable connections in use",
  );
});

test("a limit of our own role makes no server full", () => {
  const limited: Live = aLive({ ...full, trouble: full.trouble && { ...full.trouble, full: "role" } });
  expect(draw(looked(limited))).toContain(`aria-valuetext="${budget?.sentence}; full"`);
});

test("where Headroom leaves between samples it says why", () => {
  expect(draw(looked(aLive({ held: false, everyMs: 2_000 })))).toContain(
    "Headroom leaves between samples so that Electric finds its place.",
  );
  expect(draw(looked(aLive({ held: false, everyMs: 60_000 })))).not.toContain("Headroom leaves");
});

test("until a sample comes the latest visit is drawn, and said to be one", () => {
  const html = draw(looked(null), "full", fallback);
  expect(html).toContain("seen by the check");
  expect(html).toContain(`aria-valuetext="${budget?.sentence}"`);
});

test("a session that is over leads to the way in", () => {
  expect(draw(looked(aLive(), { link: "signed out" }))).toContain('href="/sign-in"');
});

test("where the role may not see who is connected there is no gauge", () => {
  expect(draw(looked(aLive({ budget: null })), "full", fallback)).toContain("may not see who holds");
});

test("names from a database are drawn as text", () => {
  const named = sampleWith((sample) => {
    sample.activity.groups = [aGroup('<img src="x">', 3)];
  });
  const html = draw(looked(aLive({ budget: budgetOf(named, defaultTarget) })));
  expect(html).not.toContain("<img");
  expect(html).toContain("&lt;img src=&quot;x&quot;&gt;");
});
