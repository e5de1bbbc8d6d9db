import type { Locator, Page } from "@playwright/test";
import { ADA } from "./support/account";
import { printedEnvironment, withoutSecrets } from "./support/connect";
import { expect, test } from "./support/test";
import { expectAllPassed } from "./support/trial";

const MOST_CLICKS = 12;

/** Presses what a reader sees without scrolling, and counts. */
function presser() {
  let count = 0;
  return {
    count: () => count,
    async press(control: Locator): Promise<void> {
      await expect(control).toBeEnabled();
      await expect(control).toBeInViewport({ ratio: 0.9 });
      await control.click();
      count += 1;
    },
  };
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** A Headroom of its own: the walk begins where there is nothing yet. */
test("a newcomer goes from the printed address to a running Electric in twelve clicks, without scrolling", async ({
  browser,
  fresh: headroom,
}) => {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const { press, count } = presser();

  await page.goto(headroom.address);
  await page.getByLabel("Name").fill(ADA.name);
  await page.getByLabel("E-mail").fill(ADA.email);
  await page.getByLabel("Password").fill(ADA.password);
  await press(button(page, "Make the first admin"));

  await press(button(page, "Try the sandbox"));
  await expect(page.getByText("Not ready", { exact: true }).first()).toBeVisible();
  await press(page.getByRole("link", { name: /^Make it ready/ }).first());

  await press(button(page, "Apply …"));
  await press(button(page, "Apply to Sandbox"));
  const run = page.getByRole("region", { name: "Run" });
  await expect(run).toContainText("Applied and verified");
  await expectAllPassed(run);
  await press(run.getByRole("link", { name: "Connect Electric" }));

  await press(page.getByRole("button", { name: /^Set the target to \d+$/ }));
  await press(button(page, "Start the stand-in"));
  const standIn = page.getByRole("region", { name: /^Sandbox controls/ });
  await expect(standIn).toContainText(/Active: \d+ \+ \d+ connections and 1 walsender/);

  expect(count()).toBeLessThanOrEqual(MOST_CLICKS);

  const printed = await printedEnvironment(page);
  await standIn.getByText(/^Started with \d+ variables$/).click();
  await expect(standIn.getByRole("group", { name: "Environment of the stand-in" })).toHaveText(
    withoutSecrets(printed),
  );
  await page
    .getByRole("navigation", { name: /^Pages of/ })
    .getByRole("link", { name: /^Overview/ })
    .click();
  await expect(page.getByRole("meter").first()).toHaveAttribute("aria-valuetext", /of 22 in use/);
  await expect(page.getByText("Not ready", { exact: true })).toHaveCount(0);

  await context.close();
});
