import type { BrowserContext, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { addDatabase } from "./support/add-database";
import { copied, printedEnvironment } from "./support/connect";
import { enter } from "./support/enter";
import { expect, test } from "./support/test";

test.describe.configure({ mode: "serial" });

let context: BrowserContext;
let page: Page;
let connect: string;

test.beforeAll(async ({ browser, headroom, ownDatabase }) => {
  context = await browser.newContext({ locale: "en-GB", reducedMotion: "reduce" });
  page = await context.newPage();
  await enter(page, headroom);
  const own = await addDatabase(page, headroom.address, ownDatabase.url, "Connected");
  connect = new URL(`${own}/connect`, headroom.address).href;
});

test.afterAll(() => context.close());

test("a database that is not ready says what is missing first, and shows what to give Electric", async () => {
  await page.goto(connect);
  await expect(page.getByText(/things? keeps? Electric from running/)).toBeVisible();
  await expect(page.getByRole("link", { name: "Make it ready" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Test as Electric" })).toHaveAttribute("href", /\/test$/);
  await expect(page).toHaveTitle(/Connected, connect Electric/);
  await expectAccessible(page);
});

test("what is copied has the secrets that the page hides, and a password that was typed here goes nowhere", async () => {
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.url() + (request.postData() ?? "")));
  await page.getByLabel(/^Password of electric/).fill("p%s/w:d'!");
  const environment = await printedEnvironment(page);
  expect(new URL(environment.get("DATABASE_URL") ?? "").password).toBe("p%25s%2Fw%3Ad%27%21");
  expect(environment.get("ELECTRIC_SECRET")).toMatch(/^[0-9a-f]{64}$/);
  const shown = page.getByRole("group", { name: "electric.env" });
  await expect(shown).toContainText("electric:HIDDEN_UNTIL_COPIED@");
  await page.getByRole("checkbox", { name: "Show secrets in the files" }).check();
  await expect(shown).toContainText(environment.get("ELECTRIC_SECRET") ?? "?");
  await page.getByRole("button", { name: "Generate another" }).click();
  await expect(shown).not.toContainText(environment.get("ELECTRIC_SECRET") ?? "?");
  expect(sent.join()).not.toMatch(/p%25s|p%s/);
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  expect(kept + JSON.stringify(await context.cookies())).not.toMatch(/p%25s|p%s/);
});

test("each form is copied and saved as it stands", async () => {
  await page.getByRole("tab", { name: "Compose" }).click();
  await expect(page).toHaveURL(connect);
  expect(await copied(page, "compose.yaml")).toMatch(
    /^services:\n {2}electric:\n[^]*stop_grace_period: 60s\n/,
  );
  const download = page.waitForEvent("download");
  await page.getByTitle("Download compose.yaml").click();
  expect((await download).suggestedFilename()).toBe("compose.yaml");
  await page.getByText("Publish tables by migration").click();
  await expect(page.getByRole("group", { name: "publish_tables_for_electric.sql" })).toContainText(
    "CREATE PUBLICATION",
  );
  await expectAccessible(page);
});

test("nothing scrolls sideways on a telephone, in any form", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const name of await page.getByRole("tablist").first().getByRole("tab").allInnerTexts()) {
    await page.getByRole("tab", { name, exact: true }).click();
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      name,
    ).toBeLessThanOrEqual(0);
  }
  await expectAccessible(page);
});
