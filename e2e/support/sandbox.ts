import { expect, type Page } from "@playwright/test";

/** Opens the sandbox from the overview, started now or by a test before; returns the path of its page. */
export async function openSandbox(page: Page): Promise<string> {
  await page
    .getByRole("link", { name: /^Sandbox/ })
    .or(page.getByRole("button", { name: "Try the sandbox" }))
    .first()
    .click();
  await expect(page).toHaveURL(/\/databases\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
}
