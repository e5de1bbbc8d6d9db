import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { layersOf } from "@/lib/history/paths";
import { ofOne } from "@/lib/history/roll-up";
import { aPoint } from "@/lib/history/fixture";
import type { ChartPoint } from "@/lib/history/schema";
import { HistoryTable } from "./history-table";
import { Marks } from "./marks";
import { Readout } from "./readout";

const at = "2026-11-23T03:00:00.000Z";
const { average, peak } = ofOne({ ...aPoint, others: { "<b>web</b>": 6 } }, 1000);
const point: ChartPoint = { at, spanMs: 1000, average, peak };

test("names from a database and from people are drawn as text", () => {
  const html = renderToStaticMarkup(
    <>
      <Readout point={point} layers={layersOf([point])} position={0} range="hour" />
      <Marks marks={[{ at, kind: "action", text: "A session was ended: <i>app</i>" }]} />
    </>,
  );
  expect(html).toContain("&lt;b&gt;web");
  expect(html).toContain("&lt;i&gt;app");
  expect(html).not.toContain("<b>");
  expect(html).not.toContain("style=");
});

test("the table has the chart's numbers, at most sixty rows of them", () => {
  const points = Array.from({ length: 360 }, (_none, i) => ({
    ...point,
    at: new Date(Date.parse(at) + i * 10_000).toISOString(),
  }));
  const html = renderToStaticMarkup(<HistoryTable points={points} />);
  expect(html.match(/<tr>/g)).toHaveLength(1 + 60);
  expect(html).not.toContain("style=");
});
