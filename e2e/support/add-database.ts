import type { Page } from "@playwright/test";

/** Opens a fold of the form that adds a database. */
export const unfold = (page: Page, title: string): Promise<void> =>
  page.locator("summary").filter({ hasText: title }).first().click();

/** Adds a database by its connection string and waits for its first check; returns the path of its page. */
export async function addDatabase(
  page: Page,
  home: string,
  connectionString: string,
  name: string,
): Promise<string> {
  await page.goto(new URL("/databases/new", home).href);
  await page.getByRole("textbox", { name: "Connection string" }).fill(connectionString);
  await unfold(page, "Name");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Add and check" }).click();
  await page.getByText(/^checked /).waitFor();
  return new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
}
