import { expect, type Locator, type Page } from "@playwright/test";
import { REPEATED } from "./request";

/** Returns the part of the page that follows a run. */
export const runOf = (page: Page): Locator => page.getByRole("region", { name: "Run" });

/** Returns the button that opens the confirmation; it is enabled once what is shown is what would run. */
export const applyButton = (page: Page): Locator => page.getByRole("button", { name: "Apply …" });

/** Applies the plan that is shown: the confirmation names the database, whose name is typed where it is in production. */
export async function applyPlan(page: Page, name: string): Promise<void> {
  await expect(applyButton(page)).toBeEnabled();
  await applyButton(page).click();
  const dialog = page.getByRole("dialog", { name: `Apply this plan to ${name}` });
  const confirm = dialog.getByRole("button", { name: `Apply to ${name}` });
  await expect(confirm).toBeVisible();
  const typed = dialog.getByRole("textbox");
  if ((await typed.count()) > 0) {
    await expect(confirm).toBeDisabled();
    await typed.fill(name);
  }
  await confirm.click();
}

/** Chooses how Electric gets at the tables, in the comparison of the three, and waits for its plan. */
export async function chooseStrategy(page: Page, strategy: string): Promise<void> {
  await page.getByText("Compare 3 strategies").click();
  await page.getByRole("radio", { name: strategy }).click();
  await expect(page.getByRole("radio", { name: strategy })).toBeChecked();
  await expect(applyButton(page)).toBeEnabled();
}

/** Expects the focus around a place: a reader by keyboard or ear is where the new thing is, and not at the page's head again. */
export async function expectFocusAround(place: Locator): Promise<void> {
  const isAround = () =>
    place.evaluate(
      (element) =>
        document.activeElement !== document.body && document.activeElement?.contains(element) === true,
    );
  await expect.poll(isAround).toBe(true);
}

/** Returns every check that fails now, by its id; `database` is where the pages of the database begin. */
export async function failingOf(page: Page, database: string): Promise<string[]> {
  const answer = await page.request.get(
    new URL(`/api${database}/report?format=json`, page.url()).href,
    REPEATED,
  );
  const report: { findings: { id: string; status: string }[] } = await answer.json();
  return report.findings.filter(({ status }) => status === "fail").map(({ id }) => id);
}
