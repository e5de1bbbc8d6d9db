import { expect, type Page } from "@playwright/test";
import { ADA, makeFirstAdmin } from "./account";
import type { Headroom } from "./headroom";

/** Comes in as the first admin, made now or by a test before: the address leads to set-up or to the sign-in. */
export async function enter(page: Page, { address }: Headroom): Promise<void> {
  await page.goto(address);
  await expect(page).toHaveURL(/\/(setup|sign-in)$/);
  if (page.url().endsWith("/setup")) return makeFirstAdmin(page, address);
  await page.getByLabel("E-mail").fill(ADA.email);
  await page.getByLabel("Password").fill(ADA.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
}
