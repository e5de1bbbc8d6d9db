import type { BrowserContext, Page } from "@playwright/test";
import { addDatabase } from "./support/add-database";
import { enter } from "./support/enter";
import { openSandbox } from "./support/sandbox";
import { expect, test } from "./support/test";

test.describe.configure({ mode: "serial" });

let context: BrowserContext;
let page: Page;
/** Address of the sandbox's pages: its gauge has the most labels. */
let sandbox: string;
/** Address of the pages of a database whose sessions do not come and go: the sandbox's do, and its lists with them. */
let steady: string;

/** Layout shifts of the page so far, by the browser's own count, each with what moved; what follows a reader's input does not count. */
declare global {
  interface Window {
    layoutShifts: { value: number; moved: string[] }[];
    /** States of the watching that the page showed. */
    liveStates: Set<string>;
  }
}

type Source = { node: Node | null; previousRect: DOMRect; currentRect: DOMRect };
type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: Source[] };

test.beforeAll(async ({ browser, headroom, ownDatabase }) => {
  context = await browser.newContext({ locale: "en-GB", reducedMotion: "reduce" });
  await context.addInitScript(() => {
    window.layoutShifts = [];
    new PerformanceObserver((list) => {
      for (const { hadRecentInput, value, sources } of list.getEntries() as Shift[])
        if (!hadRecentInput)
          window.layoutShifts.push({
            value,
            moved: sources.map(
              ({ node, previousRect, currentRect }) =>
                `${previousRect.y} to ${currentRect.y}: ${node?.textContent?.slice(0, 60) ?? ""}`,
            ),
          });
    }).observe({ type: "layout-shift", buffered: true });
    window.liveStates = new Set();
    new MutationObserver(() => {
      for (const { dataset } of document.querySelectorAll<HTMLElement>("[data-live-state]"))
        if (dataset.liveState !== undefined) window.liveStates.add(dataset.liveState);
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
  page = await context.newPage();
  await enter(page, headroom);
  await page.goto(new URL("/", headroom.address).href);
  sandbox = await openSandbox(page);
  steady = await addDatabase(page, headroom.address, ownDatabase.url, "Steady");
});

test.afterAll(() => context.close());

/** A sample has come, and the history behind it. */
const isLive = async (of: Page) => {
  await expect(of.getByRole("meter").first()).toHaveAttribute("aria-valuetext", /in use$/);
  await expect(of.locator("[data-live-state=live]").first()).toBeVisible();
};

/** The labels of the gauge in full that run into another one or out of their frame. */
const collisions = () =>
  page.evaluate(() => {
    const frame = document.querySelector("[role=meter]")?.parentElement?.parentElement;
    if (!frame) return ["no gauge"];
    const shown = [...frame.querySelectorAll("text")]
      .map((text) => ({ says: text.textContent, box: text.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0);
    const edge = frame.getBoundingClientRect();
    return shown.flatMap(({ says, box }, at) => [
      ...(box.left < edge.left - 1 || box.right > edge.right + 1 ? [`${says} ends outside`] : []),
      ...shown
        .slice(at + 1)
        .filter(
          ({ box: other }) =>
            box.left < other.right &&
            other.left < box.right &&
            box.top < other.bottom - 3 &&
            other.top < box.bottom - 3,
        )
        .map((other) => `${says} runs into ${other.says}`),
    ]);
  });

test("no label of the gauge runs into another one, from 320 to 1920 px", async ({ headroom }) => {
  await page.goto(new URL(`${sandbox}/connections`, headroom.address).href);
  await isLive(page);
  await expect(page.locator("[data-labels=scale] text").filter({ visible: true }).first()).toBeVisible();
  for (let width = 320; width <= 1920; width += 40) {
    await page.setViewportSize({ width, height: 900 });
    expect(await collisions(), `at ${width} px`).toEqual([]);
  }
});

test("the crosshair moves by keys, and says what it stands on", async () => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const moment = page.getByRole("slider", { name: "Moment of the chart" });
  await moment.focus();
  await moment.press("Home");
  await expect(moment).toHaveAttribute("aria-valuenow", "0");
  await expect(moment).toHaveAttribute("aria-valuetext", /\d (left|short); .* of 22 usable$/);
  await moment.press("Escape");
});

/**
 * Opens a page, waits for its first sample and its chart, and returns what moved. Once more where the database gave no answer
 * meanwhile: what is told then takes its place, and is not what is measured.
 */
async function shiftsOf(address: string, hasChart: boolean): Promise<Window["layoutShifts"]> {
  for (let tries = 0; tries < 20; tries += 1) {
    await page.goto(address);
    await isLive(page);
    if (hasChart) await expect(page.getByRole("slider", { name: "Moment of the chart" })).toBeVisible();
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    const { shifts, states } = await page.evaluate(() => ({
      shifts: window.layoutShifts,
      states: [...window.liveStates],
    }));
    if (states.every((state) => ["starting", "live", "late", "stale"].includes(state))) return shifts;
  }
  throw new Error("The database answered to no visit of the page without a pause.");
}

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const)
  for (const [name, at] of [
    ["overview", () => "/"],
    ["database", () => steady],
    ["connections", () => `${steady}/connections`],
  ] as const)
    test(`nothing jumps on ${name} at ${width} px when the first sample comes`, async ({ headroom }) => {
      await page.setViewportSize({ width, height });
      const shifts = await shiftsOf(new URL(at(), headroom.address).href, name === "connections");
      const sum = shifts.reduce((all, { value }) => all + value, 0);
      expect(sum, JSON.stringify(shifts)).toBeLessThanOrEqual(0.02);
    });
