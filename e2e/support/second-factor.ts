import { expect, type Page } from "@playwright/test";
import { codeAt, stepAt } from "../../lib/accounts/totp";
import { expectAccessible } from "./accessible";

/** A second factor that was turned on: its secret, and the step whose code is used up. */
export type SecondFactor = { secret: string; step: number; recovery: string[] };

/** The part of the account's page that a second factor is set up in. */
export const factorSection = (page: Page) =>
  page.locator("section").filter({ has: page.getByRole("heading", { name: "Second factor" }) });

/** Turns the second factor on, on the account's page, and leaves its recovery codes on the screen. */
export async function turnOnSecondFactor(page: Page, password: string): Promise<SecondFactor> {
  const section = factorSection(page);
  await section.getByLabel("Your password").fill(password);
  await section.getByRole("button", { name: "Set up second factor" }).click();
  await expect(section.getByRole("img", { name: /QR code/ })).toBeVisible();
  const secret = (await section.getByRole("group", { name: "secret" }).innerText()).replace(/\s/g, "");
  const code = section.getByRole("textbox", { name: "Code" });
  await expect(code).toHaveAttribute("autocomplete", "one-time-code");
  await expect(code).toHaveAttribute("inputmode", "numeric");
  const step = stepAt(Date.now());
  await code.fill(await codeAt(secret, step));
  await section.getByRole("button", { name: "Turn on" }).click();
  const codes = await section.getByRole("group", { name: "recovery codes" }).innerText();
  return { secret, step, recovery: codes.trim().split("\n") };
}

/** Signs in with a password and the code of the second factor; ends on the page that follows. */
export async function signInWithCode(
  page: Page,
  { email, password }: { email: string; password: string },
  { secret, step }: SecondFactor,
): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/sign-in\/code$/);
  await expectAccessible(page);
  // The next step's: the one that turned it on is used up.
  const code = await codeAt(secret, Math.max(stepAt(Date.now()), step + 1));
  await page.getByRole("textbox", { name: "Code" }).fill(code);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
}
