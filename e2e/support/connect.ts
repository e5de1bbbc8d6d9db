import { expect, type Page } from "@playwright/test";

const files = (page: Page) => page.getByRole("region", { name: "Files" });

/** Copies a file of the page Connect and returns what the clipboard has then. */
export async function copied(page: Page, file: string): Promise<string> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await files(page).getByTitle(`Copy ${file}`).click();
  await expect(page.locator("[data-announcer]")).toHaveText(`Copied: ${file}.`);
  return page.evaluate(() => navigator.clipboard.readText());
}

/**
 * Returns the environment that the page Connect prints, by the names of its variables: its .env, reached from the keyboard and
 * copied.
 */
export async function printedEnvironment(page: Page): Promise<Map<string, string>> {
  await files(page).getByRole("tab", { selected: true }).focus();
  await page.keyboard.press("Home");
  await expect(files(page).getByRole("tab", { name: "docker run" })).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(files(page).getByRole("tab", { name: ".env" })).toHaveAttribute("aria-selected", "true");
  await expect(page).toHaveURL(/\?form=env$/);
  const lines = (await copied(page, "electric.env")).trim().split("\n");
  return new Map(
    lines.map((line) => {
      const [name = "", ...value] = line.split("=");
      return [name, value.join("=")];
    }),
  );
}

/** Returns an environment with placeholders where its secrets are, as the stand-in shows what it was started with. */
export function withoutSecrets(environment: ReadonlyMap<string, string>): string {
  const lines = [...environment].map(([name, value]) => {
    if (name === "ELECTRIC_SECRET") return `${name}=REPLACE_WITH_SECRET`;
    return `${name}=${value.replace(/(:\/\/[^:]+):[^@]+@/, "$1:REPLACE_WITH_PASSWORD@")}`;
  });
  return lines.join("\n");
}
