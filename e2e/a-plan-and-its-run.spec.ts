import type { BrowserContext, Page } from "@playwright/test";
import { Client } from "pg";
import { expectAccessible } from "./support/accessible";
import { addDatabase } from "./support/add-database";
import { enter } from "./support/enter";
import { enterWithFirstPassword } from "./support/first-password";
import { applyButton, applyPlan, runOf } from "./support/repair";
import { REPEATED } from "./support/request";
import { expect, test } from "./support/test";

let context: BrowserContext;
let page: Page;

test.beforeEach(async ({ browser, headroom }) => {
  context = await browser.newContext({ locale: "en-GB", reducedMotion: "reduce" });
  page = await context.newPage();
  await enter(page, headroom);
});

test.afterEach(() => context.close());

const run = () => runOf(page);

test("a run that meets a lock names who holds it, is cancelled with nothing changed, and goes through when it is free; all of it is in the history", async ({
  headroom,
  ownDatabase,
}) => {
  const own = await addDatabase(page, headroom.address, ownDatabase.url, "Notes");
  const reader = new Client({ connectionString: ownDatabase.url, application_name: "nightly report" });
  await reader.connect();
  await reader.query("BEGIN; SELECT * FROM notes");
  const fix = new URL(`${own}/repair?strategy=manual`, headroom.address).href;
  await page.goto(fix);
  await applyPlan(page, "Notes");
  await expect(run()).toContainText("nightly report");
  await expect(run()).toContainText("idle in transaction");
  await expectAccessible(page);
  await run().getByRole("button", { name: "Cancel" }).click();
  await expect(run()).toContainText("Cancelled. Nothing was changed.");
  await reader.query("COMMIT");
  await page.goto(fix);
  await applyPlan(page, "Notes");
  await expect(run()).toContainText("Applied and verified");
  await run().getByRole("link", { name: "Undo", exact: true }).click();
  await applyPlan(page, "Notes");
  await expect(run()).toContainText("Undone and verified");
  const { rowCount } = await reader.query("SELECT FROM pg_roles WHERE rolname = 'electric'");
  expect(rowCount).toBe(0);
  await reader.end();

  await page.goto(new URL(`${own}/history`, headroom.address).href);
  await expect(page.getByText("Undone and verified").first()).toBeVisible();
  await expectAccessible(page);
  await page.goto(new URL("/activity", headroom.address).href);
  await expect(page.getByText(/the chain is whole/)).toBeVisible();
  await expect(page.getByText(/^Ada from/).first()).toBeVisible();
  await expectAccessible(page);
});

test("a plan that somebody else's change has overtaken does not run, and what is different now is brought before the reader", async ({
  headroom,
  ownDatabase,
}) => {
  const own = await addDatabase(page, headroom.address, ownDatabase.url, "Drafts");
  const other = new Client({ connectionString: ownDatabase.url });
  await other.connect();
  try {
    // The address that the page had before: old links keep what they ask for.
    await page.goto(new URL(`${own}/fix?strategy=manual`, headroom.address).href);
    await expect(page).toHaveURL(new URL(`${own}/repair?strategy=manual`, headroom.address).href);
    await expect(applyButton(page)).toBeEnabled();
    await other.query("CREATE TABLE drafts (id int PRIMARY KEY)");
    await applyPlan(page, "Drafts");
    await expect(run()).toContainText("changed");
    await run().getByRole("button", { name: "Look again" }).click();
    const different = page.getByRole("region", { name: "What is different now" });
    await expect(different).toContainText('"public"."drafts"');
    await expect(different).toBeFocused();
    expect((await other.query("SELECT FROM pg_roles WHERE rolname = 'electric'")).rowCount).toBe(0);
  } finally {
    await other.query("DROP TABLE IF EXISTS drafts");
    await other.end();
  }
});

test("a member reads the plan of an admin's database and can apply nothing of it, not by its address either", async ({
  browser,
  headroom,
  ownDatabase,
}) => {
  const own = await addDatabase(page, headroom.address, ownDatabase.url, "Read by a member");
  await page.goto(new URL(`${own}/repair`, headroom.address).href);
  await page.getByRole("button", { name: "Dry run" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Dry run passed" })).toBeVisible();
  await page.goto(new URL("/team", headroom.address).href);
  await page.getByLabel("Name").fill("Margaret");
  await page.getByLabel("E-mail").fill("margaret@example.com");
  await page.getByRole("button", { name: "Make the account" }).click();
  const password = await page.getByRole("group", { name: "password", exact: true }).innerText();
  const hers = await browser.newContext({ locale: "en-GB" });
  const margaret = await hers.newPage();
  await enterWithFirstPassword(margaret, headroom.address, {
    email: "margaret@example.com",
    first: password,
  });
  await margaret.goto(new URL(`${own}/repair`, headroom.address).href);
  await expect(margaret.getByRole("region", { name: "Plan" })).toContainText("CREATE ROLE");
  await expect(margaret.getByText("Ada can apply this plan")).toBeVisible();
  await expectAccessible(margaret);
  await expect(margaret.getByRole("button", { name: "Dry run" })).toBeVisible();
  await expect(margaret.getByRole("button", { name: "Apply" })).toHaveCount(0);
  const as = { user: "postgres", password: "guessed" };
  const answer = await margaret.request.post(new URL(`/api${own}/plan`, headroom.address).href, {
    ...REPEATED,
    data: { for: { kind: "ready" }, as },
    headers: { origin: new URL(headroom.address).origin },
  });
  expect(answer.status()).toBe(403);
  await margaret.goto(new URL(`${own}/history`, headroom.address).href);
  await expect(margaret.getByRole("list", { name: "Runs" }).getByText("Rehearsed")).toBeVisible();
  await expect(margaret.getByRole("link", { name: "Undo", exact: true })).toHaveCount(0);
  await hers.close();
});
