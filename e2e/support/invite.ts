import { expect, type Page } from "@playwright/test";

/** Makes a link that invites a person by role, as an admin does on the team's page, and returns it. */
export async function inviteLink(page: Page, address: string, role: string): Promise<string> {
  await page.goto(new URL("/team", address).href);
  const form = page.locator("form").filter({ has: page.getByRole("heading", { name: "Invite by link" }) });
  await form.getByLabel("Role").selectOption(role);
  await form.getByRole("button", { name: "Make the link" }).click();
  const link = await page.getByRole("group", { name: "link" }).innerText();
  await expect(page.getByRole("group", { name: "Invitations", exact: true })).toContainText(
    role.toLowerCase(),
  );
  return link.trim();
}

/** Makes the account that an open invitation is for. */
export async function acceptInvitation(
  page: Page,
  { name, email, password }: { name: string; email: string; password: string },
): Promise<void> {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Make the account" }).click();
}

/** Signs out by the menu of the person's name. */
export async function leave(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: `${name}, account` }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
}
