import { expect, type Page } from "@playwright/test";

/** Signs a person in with the first password that an admin passed on, and changes it, as has to be done before anything else but the sign-out. */
export async function enterWithFirstPassword(
  page: Page,
  address: string,
  { email, first }: { email: string; first: string },
): Promise<void> {
  const signIn = async () => {
    await page.goto(new URL("/sign-in", address).href);
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill(first.trim());
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(/\/sign-in\/first-password$/);
  };
  await signIn();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in(\?|$)/);
  await signIn();
  await page.goto(new URL("/databases/new", address).href);
  await expect(page).toHaveURL(/\/sign-in\/first-password$/);
  await page.getByLabel("New password").fill("four horses and a cake");
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
}
