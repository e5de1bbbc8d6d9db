import { expect, type Page } from "@playwright/test";

/** The first admin of every Headroom that the tests start. */
export const ADA = { name: "Ada", email: "ada@example.com", password: "an engine of brass" };

/** Opens the printed address, waits for the form, and makes the first admin. */
export async function makeFirstAdmin(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByLabel("Name").fill(ADA.name);
  await page.getByLabel("E-mail").fill(ADA.email);
  await page.getByLabel("Password").fill(ADA.password);
  await page.getByRole("button", { name: "Make the first admin" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
}
