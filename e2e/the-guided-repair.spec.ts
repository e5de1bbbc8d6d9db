import type { BrowserContext, Page } from "@playwright/test";
import { Client } from "pg";
import { expectAccessible } from "./support/accessible";
import { addDatabase } from "./support/add-database";
import { printedEnvironment, withoutSecrets } from "./support/connect";
import { enter } from "./support/enter";
import { expectFocusAround, failingOf } from "./support/repair";
import { REPEATED } from "./support/request";
import { expect, test } from "./support/test";
import { announced, expectAllPassed, holdAfterFirstStep, testAsElectric, trialOf } from "./support/trial";

test.describe.configure({ mode: "serial" });

let context: BrowserContext;
let page: Page;
/** Address of the sandbox's pages. */
let sandbox: string;

test.beforeAll(async ({ browser, headroom }) => {
  context = await browser.newContext({ locale: "en-GB", reducedMotion: "reduce" });
  page = await context.newPage();
  await enter(page, headroom);
  const known = page.getByRole("link", { name: /^Sandbox/ });
  await known
    .or(page.getByRole("button", { name: "Try the sandbox" }))
    .first()
    .click();
  await expect(page).toHaveURL(/\/databases\/[0-9a-f-]{36}/);
  sandbox = new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
  await page.getByText(/^checked /).waitFor();
  // The default pool of 20 does not fit the sandbox's 25 connections, and no SQL of a plan fixes that.
  await wantPool("8");
  await page.getByRole("button", { name: "Check again" }).click();
  await expect.poll(failing).not.toContain("budget.pool_fits");
});

test.afterAll(async () => {
  // The sandbox is the other tests' too.
  await wantPool("20");
  await context.close();
});

const go = (to: string) => page.goto(new URL(`${sandbox}${to}`, page.url()).href);
/** Writes another pool size into the sandbox's target, by what-if. */
async function wantPool(size: string): Promise<void> {
  await go("/connections");
  const wanted = standIn().getByRole("textbox", { name: "Pool size" });
  if ((await wanted.inputValue()) === size) return;
  const whatIf = page.locator("section").filter({ has: page.getByRole("heading", { name: "What if" }) });
  await whatIf.getByRole("spinbutton", { name: "Pool size" }).fill(size);
  await whatIf.getByRole("button", { name: "Use these" }).click();
  await expect(wanted).toHaveValue(size);
}

const run = () => page.getByRole("region", { name: "Run" });
const standIn = () =>
  page.locator("section").filter({ has: page.getByRole("heading", { name: /^Sandbox controls/ }) });

/** The plan with the strategy: what is shown is what would run. */
async function planWith(strategy: string): Promise<void> {
  await go("");
  await page.getByRole("link", { name: "Make it ready" }).click();
  await page.getByRole("radio", { name: strategy }).click();
  await expect(page.getByRole("radio", { name: strategy })).toBeChecked();
  await expect(page.getByRole("button", { name: "Dry run" })).toBeEnabled();
}

/** Presses Apply; in production the database's name is asked for, and typed. */
async function apply(name = "Sandbox"): Promise<void> {
  await page.getByRole("button", { name: "Apply" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.or(run()).first().waitFor();
  if (!(await dialog.isVisible())) return;
  await dialog.getByRole("textbox").fill(name);
  await dialog.getByRole("button", { name: "Apply" }).click();
}

const failing = () => failingOf(page, sandbox);

/** Tests the repaired sandbox as Electric: every step goes well, its own login with the new password among them. */
async function expectElectricWorks(password: string): Promise<void> {
  await go("/test");
  const letCome = await holdAfterFirstStep(page);
  await testAsElectric(page, password);
  const steps = trialOf(page).getByRole("list", { name: "Steps of the test" });
  await expect(steps.getByRole("listitem").first()).toContainText("Act as Electric's role");
  await expect(steps.getByRole("listitem").filter({ hasText: "Read the publication" })).toContainText(
    "To come",
  );
  await letCome();
  await expect(trialOf(page).getByRole("heading", { name: /^All \d+ passed$/ })).toBeVisible();
  await expect(announced(page)).toHaveText(/^Test as Electric: All \d+ passed\.$/);
  for (const title of ["Electric can log in and replicate", "Electric can create a slot and stream from it"])
    await expect(trialOf(page).getByRole("listitem").filter({ hasText: title })).toContainText("Pass");
  await trialOf(page)
    .getByText(/^\d+ steps$/)
    .click();
  await expect(steps).toContainText("Select from each table");
}

test("a sandbox that is not ready is tested as Electric: what fails says why, and is followed by the next act", async () => {
  await go("/test");
  await testAsElectric(page, "guessed");
  await expect(trialOf(page).getByRole("heading", { name: /fails?$/ })).toBeVisible();
  await expect(announced(page)).toHaveText(/^Test as Electric: .+ fails?\.$/);
  const findings = trialOf(page).getByRole("list", { name: "Findings of the test" });
  await expect(findings).toContainText("role electric does not exist");
  await expect(findings).toContainText("electric gets no replication session");
  await expect(findings.getByRole("link").first()).toHaveAttribute("href", /readiness\?check=role\.exists$/);
  await expect(trialOf(page).getByRole("button", { name: "Start test" })).toBeEnabled();
  await expectAccessible(page);
  await trialOf(page).getByRole("link", { name: "Make it ready" }).click();
  await expect(page.getByRole("region", { name: "Plan" })).toContainText("CREATE ROLE");
});

test("a test as Electric is cancelled, and asks for the password that its whole pool needs", async () => {
  await go("/test");
  await holdAfterFirstStep(page);
  await testAsElectric(page, "");
  await expect(trialOf(page)).toContainText("Running");
  await trialOf(page).getByRole("button", { name: "Cancel" }).focus();
  await page.keyboard.press("Enter");
  await expect(trialOf(page)).toContainText("The test is cancelled");
  await expect(trialOf(page).getByRole("button", { name: "Start test" })).toBeFocused();
  await trialOf(page).getByRole("checkbox").check();
  await trialOf(page).getByRole("button", { name: "Start test" }).click();
  await expect(trialOf(page)).toContainText("The whole pool needs the password of electric.");
  await expectAccessible(page);
});

for (const strategy of ["owner", "member", "manual"])
  test(`the sandbox is made ready by ${strategy}: rehearsed, applied, served, and brought back to what it was`, async () => {
    // The same components draw the pages after the plan, whatever the strategy.
    const accessible = async () => (strategy === "owner" ? expectAccessible(page) : undefined);
    await planWith(strategy);
    const before = await failing();
    expect(before).toContain("role.exists");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Dry run" }).click();
    await expect(run()).toContainText("It would work");
    await expectFocusAround(run());
    await page.getByRole("button", { name: "Back to the plan" }).click();
    await expectFocusAround(page.getByRole("region", { name: "Plan" }));
    await expect(page.getByRole("button", { name: "Apply" })).toBeEnabled();
    await apply();
    await expect(run()).toContainText("Applied and verified");
    await expect(run()).toContainText("Shown once");
    // The test with the new password begins by itself.
    await expectAllPassed(run());
    await accessible();
    const made = page.url();
    const password = await run().getByRole("group", { name: "password", exact: true }).innerText();
    await expect.poll(failing).toEqual([]);
    // The head of the page follows the check run after the repair, without a reload.
    await expect(page.getByText("Not ready", { exact: true })).toHaveCount(0);
    await run().getByRole("link", { name: "Connect Electric" }).click();
    await expect(page.getByLabel(/^Password of electric/)).toHaveValue(password);
    const printed = await printedEnvironment(page);
    expect(decodeURIComponent(new URL(printed.get("DATABASE_URL") ?? "").password)).toBe(password);
    await expectElectricWorks(password);
    await accessible();
    await go("");
    await expect(page.getByRole("region", { name: "Verdict" })).toContainText(/By trial: all \d+ passed/);
    await accessible();
    await go("/connections");
    await standIn().getByRole("textbox", { name: "Pool size" }).fill("8");
    await standIn().getByRole("button", { name: "Start the stand-in" }).click();
    await expect(standIn()).toContainText(/Active: 2 \+ 6 connections and 1 walsender/);
    await standIn()
      .getByText(/^Started with \d+ variables$/)
      .click();
    await expect(standIn().getByRole("group", { name: "Environment of the stand-in" })).toHaveText(
      withoutSecrets(printed),
    );
    await standIn().getByRole("button", { name: "Stop the stand-in" }).click();
    await expect(standIn().getByRole("button", { name: "Start the stand-in" })).toBeVisible();
    await page.goto(made);
    await run().getByRole("link", { name: "Undo" }).click();
    await expect(page.getByRole("button", { name: "Apply" })).toBeEnabled();
    await apply();
    await expect(run()).toContainText("Undone and verified");
    await expect.poll(failing).toEqual(before);
  });

test("while the stand-in runs the sandbox is repaired and brought back, and the stand-in goes on", async () => {
  const active = /Active: 2 \+ 6 connections and 1 walsender/;
  await go("/connections");
  await standIn().getByRole("textbox", { name: "Pool size" }).fill("8");
  await standIn().getByRole("button", { name: "Start the stand-in" }).click();
  await expect(standIn()).toContainText(active);
  try {
    await go("");
    await page.getByRole("button", { name: "Check again" }).click();
    await expect.poll(failing).not.toContain("role.exists");
    await planWith("member");
    for (const strategy of ["owner", "member", "manual"])
      await expect(page.getByRole("radio", { name: strategy })).toBeEnabled();
    await apply();
    await expect(run()).toContainText("Applied and verified");
    const made = page.url();
    await expect.poll(failing).toEqual([]);
    await go("/connections");
    await expect(standIn()).toContainText(active);
    await page.goto(made);
    await run().getByRole("link", { name: "Undo" }).click();
    await expect(page.getByRole("button", { name: "Apply" })).toBeEnabled();
    await apply();
    await expect(run()).toContainText("Undone and verified");
  } finally {
    await go("/connections");
    await standIn().getByRole("button", { name: "Stop the stand-in" }).click();
    await expect(standIn().getByRole("button", { name: "Start the stand-in" })).toBeVisible();
  }
});

test("a run that meets a lock names who holds it, is cancelled with nothing changed, and goes through when it is free", async ({
  headroom,
  ownDatabase,
}) => {
  const own = await addDatabase(page, headroom.address, ownDatabase.url, "Notes");
  const reader = new Client({ connectionString: ownDatabase.url, application_name: "nightly report" });
  await reader.connect();
  await reader.query("BEGIN; SELECT * FROM notes");
  const fix = new URL(`${own}/repair?strategy=manual`, headroom.address).href;
  await page.goto(fix);
  await expect(page.getByRole("button", { name: "Apply" })).toBeEnabled();
  await apply("Notes");
  await expect(run()).toContainText("nightly report");
  await expect(run()).toContainText("idle in transaction");
  await expectAccessible(page);
  await run().getByRole("button", { name: "Cancel" }).click();
  await expect(run()).toContainText("Cancelled. Nothing was changed.");
  await reader.query("COMMIT");
  await page.goto(fix);
  await expect(page.getByRole("button", { name: "Apply" })).toBeEnabled();
  await apply("Notes");
  await expect(run()).toContainText("Applied and verified");
  await run().getByRole("link", { name: "Undo", exact: true }).click();
  await expect(page.getByRole("button", { name: "Apply" })).toBeEnabled();
  await apply("Notes");
  await expect(run()).toContainText("Undone and verified");
  const { rowCount } = await reader.query("SELECT FROM pg_roles WHERE rolname = 'electric'");
  expect(rowCount).toBe(0);
  await reader.end();
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
    await expect(page.getByRole("button", { name: "Apply" })).toBeEnabled();
    await other.query("CREATE TABLE drafts (id int PRIMARY KEY)");
    await apply("Drafts");
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

test("a member reads the plan of an admin's database and can run nothing of it, not by its address either", async ({
  browser,
  headroom,
}) => {
  await page.goto(new URL("/team", headroom.address).href);
  await page.getByLabel("Name").fill("Margaret");
  await page.getByLabel("E-mail").fill("margaret@example.com");
  await page.getByRole("button", { name: "Make the account" }).click();
  const password = await page.getByRole("group", { name: "password", exact: true }).innerText();
  const hers = await browser.newContext({ locale: "en-GB" });
  const margaret = await hers.newPage();
  await margaret.goto(new URL("/sign-in", headroom.address).href);
  await margaret.getByLabel("E-mail").fill("margaret@example.com");
  await margaret.getByLabel("Password").fill(password.trim());
  await margaret.getByRole("button", { name: "Sign in" }).click();
  await expect(margaret.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await margaret.goto(new URL(`${sandbox}/repair`, headroom.address).href);
  await expect(margaret.getByRole("region", { name: "Plan" })).toContainText("CREATE ROLE");
  await expect(margaret.getByText("Ask an admin of this Headroom")).toBeVisible();
  for (const name of ["Dry run", "Apply"])
    await expect(margaret.getByRole("button", { name })).toHaveCount(0);
  const as = { user: "postgres", password: "guessed" };
  const answer = await margaret.request.post(new URL(`/api${sandbox}/plan`, headroom.address).href, {
    ...REPEATED,
    data: { for: { kind: "ready" }, as },
    headers: { origin: new URL(headroom.address).origin },
  });
  expect(answer.status()).toBe(403);
  await margaret.goto(new URL(`${sandbox}/history`, headroom.address).href);
  await expect(margaret.getByText("Undone and verified").first()).toBeVisible();
  await expect(margaret.getByRole("link", { name: "Undo", exact: true })).toHaveCount(0);
  await hers.close();
});

test("what was done stands in the database's history and in the audit log, whose chain is whole", async () => {
  await go("/history");
  await expect(page.getByText("Undone and verified").first()).toBeVisible();
  await expectAccessible(page);
  await page.goto(new URL("/activity", page.url()).href);
  await expect(page.getByText(/the chain is whole/)).toBeVisible();
  await expect(page.getByText(/^Ada from/).first()).toBeVisible();
  await expectAccessible(page);
});
