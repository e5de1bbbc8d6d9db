import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Colours that are on their way from one to the other are neither; what turns for ever is not waited for. */
const settled = (page: Page) =>
  page.evaluate(() => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    // One behind an open dialog may not move on until it is closed.
    const patience = new Promise<void>((resolve) => setTimeout(resolve, 1_000));
    return Promise.race([
      Promise.all(ending.map(({ finished }) => finished.catch(() => {}))).then(() => {}),
      patience,
    ]);
  });

/** The rules that look at colours (axe's tag `cat.color`), the only ones that a scheme of colours can break. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];

/**
 * Expects axe to find nothing on the page, in light and in dark. All rules run in light and those of colours in dark, which
 * changes nothing else (app/globals.css). They run in one go and in the page itself: the other mode of axe opens an empty page for
 * every result, to put together what it found in frames of other origins, which we have none of, and takes twice as long.
 */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await settled(page);
    // Next takes the title away for a moment while a page is read again: it is waited for instead.
    await expect(page).toHaveTitle(/\S/);
    const axe = new AxeBuilder({ page }).setLegacyMode().disableRules("document-title");
    const { violations } = await (colorScheme === "light" ? axe : axe.withRules(OF_COLOURS)).analyze();
    const told = violations.map(({ id, help, nodes }) => ({
      id,
      help,
      at: nodes.map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary}`),
    }));
    expect(told, `${page.url()} in ${colorScheme}`).toEqual([]);
  }
}
