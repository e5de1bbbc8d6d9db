import type { Page } from "@playwright/test";

/** Adds a database by its connection string and waits for its first check; returns the path of its page. */
export async function addDatabase(
  page: Page,
  home: string,
  connectionString: string,
  name: string,
): Promise<string> {
  await page.goto(new URL("/databases/new", home).href);
  await page.getByRole("textbox", { name: "Connection string" }).fill(connectionString);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Add database and check it" }).click();
  await page.getByText(/^checked /).waitFor();
  return new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
}
