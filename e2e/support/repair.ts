import { expect, type Locator, type Page } from "@playwright/test";
import { REPEATED } from "./request";

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
