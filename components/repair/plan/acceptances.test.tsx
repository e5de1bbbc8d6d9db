import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { PlanBrief } from "@/lib/repair/plan/brief";
import { Acceptances } from "./acceptances";
import { withAcceptance } from "./use-acceptances";

const hostile = '<img src=x onerror="alert(1)">';
const warning: PlanBrief["acceptances"][number] = {
  id: "foreign-code",
  what: "2 functions of ta will run with the rights of electric.",
  says: "I accept that these 2 functions of ta run as electric.",
  objects: {
    first: ["a.f(text), owner ta", `a."${hostile}"(text), owner ta`],
    count: 2,
    clipped: false,
  },
};
const draw = (accepted: ("foreign-code" | "event-triggers")[], admin = true) =>
  renderToStaticMarkup(
    <Acceptances acceptances={[warning]} accepted={accepted} onAccept={admin ? () => {} : null} />,
  );

test("a warning stands with every object and a checkbox whose label is the sentence that accepts it", () => {
  const html = draw([]);
  expect(html).toContain(warning.what);
  expect(html).toContain("a.f(text), owner ta");
  expect(html).toMatch(/<label for="([^"]+)"[^>]*>.*I accept that these 2 functions/);
  const [, id] = /<label for="([^"]+)"/.exec(html) ?? [];
  expect(html).toMatch(new RegExp(`<input[^>]*id="${id ?? ""}"[^>]*type="checkbox"`));
  expect(html).not.toContain("checked");
  expect(draw(["foreign-code"])).toContain("checked");
});

test("a name of the database is text and no mark-up", () => {
  expect(draw([])).not.toContain("<img");
});

test("a reader who cannot run plans sees the warning and no checkbox", () => {
  const html = draw([], false);
  expect(html).toContain(warning.what);
  expect(html).not.toContain("<input");
});

test("accepting twice is accepting once, and it can be taken back", () => {
  const once = withAcceptance(["event-triggers"], "foreign-code", true);
  expect(withAcceptance(once, "foreign-code", true)).toEqual(["event-triggers", "foreign-code"]);
  expect(withAcceptance(once, "foreign-code", false)).toEqual(["event-triggers"]);
});
