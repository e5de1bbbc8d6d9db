import type { BrowserContext, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { printedEnvironment, withoutSecrets } from "./support/connect";
import { enter } from "./support/enter";
import { applyPlan, chooseStrategy, expectFocusAround, failingOf, runOf } from "./support/repair";
import { openSandbox } from "./support/sandbox";
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
  sandbox = await openSandbox(page);
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

const run = () => runOf(page);
const standIn = () =>
  page.locator("section").filter({ has: page.getByRole("heading", { name: /^Sandbox controls/ }) });

/** Opens the plan with the strategy from the page of the database: what is shown is what would run. */
async function planWith(strategy: string): Promise<void> {
  await go("");
  await page.getByRole("link", { name: "Make it ready" }).click();
  await chooseStrategy(page, strategy);
}

const apply = () => applyPlan(page, "Sandbox");

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
    const dryRun = page.getByRole("button", { name: /^Dry run/ });
    await dryRun.click();
    await expect(page.getByRole("status").filter({ hasText: "Dry run passed" })).toContainText(
      "0 would appear",
    );
    await expect(dryRun).toBeFocused();
    await accessible();
    await page.getByRole("button", { name: "Details" }).click();
    await expect(run()).toContainText("It would work");
    await expectFocusAround(run());
    await page.getByRole("button", { name: "Back to the plan" }).click();
    await expectFocusAround(page.getByRole("region", { name: "Plan" }));
    await expect(page.getByRole("status").filter({ hasText: "Dry run passed" })).toBeVisible();
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
    await standIn().getByRole("button", { name: "Start the stand-in", exact: true }).click();
    await expect(standIn()).toContainText(/Active: 2 \+ 6 connections and 1 walsender/);
    await standIn()
      .getByText(/^Started with \d+ variables$/)
      .click();
    await expect(standIn().getByRole("group", { name: "Environment of the stand-in" })).toHaveText(
      withoutSecrets(printed),
    );
    await standIn().getByRole("button", { name: "Stop the stand-in" }).click();
    await expect(standIn().getByRole("button", { name: "Start the stand-in", exact: true })).toBeVisible();
    await page.goto(made);
    await run().getByRole("link", { name: "Undo" }).click();
    await apply();
    await expect(run()).toContainText("Undone and verified");
    await expect.poll(failing).toEqual(before);
  });

test("while the stand-in runs the sandbox is repaired and brought back, and the stand-in goes on", async () => {
  const active = /Active: 2 \+ 6 connections and 1 walsender/;
  await go("/connections");
  await standIn().getByRole("textbox", { name: "Pool size" }).fill("8");
  await standIn().getByRole("button", { name: "Start the stand-in", exact: true }).click();
  await expect(standIn()).toContainText(active);
  try {
    await go("");
    await page.getByRole("button", { name: "Check again" }).click();
    await expect.poll(failing).not.toContain("role.exists");
    await planWith("member");
    await apply();
    await expect(run()).toContainText("Applied and verified");
    const made = page.url();
    await expect.poll(failing).toEqual([]);
    await go("/connections");
    await expect(standIn()).toContainText(active);
    await page.goto(made);
    await run().getByRole("link", { name: "Undo" }).click();
    await apply();
    await expect(run()).toContainText("Undone and verified");
  } finally {
    await go("/connections");
    await standIn().getByRole("button", { name: "Stop the stand-in" }).click();
    await expect(standIn().getByRole("button", { name: "Start the stand-in", exact: true })).toBeVisible();
  }
});
