import { codeAt, stepAt } from "../lib/accounts/totp";
import { expectAccessible } from "./support/accessible";
import { enter } from "./support/enter";
import { expect, test } from "./support/test";

const grace = { name: "Grace", email: "grace@example.com", password: "four horses and a cake" };

test("an invited person makes an account on a telephone, turns the second factor on, and signs in with its code", async ({
  page,
  browser,
  headroom,
}) => {
  await enter(page, headroom);
  const at = (path: string) => new URL(path, headroom.address).href;
  await page.goto(at("/team"));
  const form = page.locator("form").filter({ has: page.getByRole("heading", { name: "Invite by link" }) });
  await form.getByLabel("Role").selectOption("Viewer");
  await form.getByRole("button", { name: "Make the link" }).click();
  const link = await page.getByRole("group", { name: "link" }).innerText();
  await expect(page.getByRole("group", { name: "Invitations", exact: true })).toContainText("viewer");

  const telephone = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "en-GB" });
  const phone = await telephone.newPage();
  await phone.goto(link.trim());
  await expect(phone).toHaveURL(at("/invite"));
  await expectAccessible(phone);
  await phone.getByLabel("Name").fill(grace.name);
  await phone.getByLabel("E-mail").fill(grace.email);
  await phone.getByLabel("Password").fill("grace@example.com");
  await phone.getByRole("button", { name: "Make the account" }).click();
  await expect(phone.getByText("It is mostly your own name or e-mail address.")).toBeVisible();
  await phone.getByLabel("Password").fill(grace.password);
  await phone.getByRole("button", { name: "Make the account" }).click();
  await expect(phone).toHaveURL(at("/"));

  await phone.goto(at("/account"));
  const section = phone
    .locator("section")
    .filter({ has: phone.getByRole("heading", { name: "Second factor" }) });
  await section.getByLabel("Your password").fill(grace.password);
  await section.getByRole("button", { name: "Set up second factor" }).click();
  await expect(section.getByRole("img", { name: /QR code/ })).toBeVisible();
  const secret = (await section.getByRole("group", { name: "secret" }).innerText()).replace(/\s/g, "");
  await expect(section.getByRole("textbox", { name: "Code" })).toHaveAttribute(
    "autocomplete",
    "one-time-code",
  );
  await expect(section.getByRole("textbox", { name: "Code" })).toHaveAttribute("inputmode", "numeric");
  const step = stepAt(Date.now());
  await section.getByRole("textbox", { name: "Code" }).fill(await codeAt(secret, step));
  await section.getByRole("button", { name: "Turn on" }).click();
  const recovery = (await section.getByRole("group", { name: "recovery codes" }).innerText())
    .trim()
    .split("\n");
  expect(recovery).toHaveLength(10);
  await expectAccessible(phone);
  const width = await phone.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);

  await section.getByRole("link", { name: "I saved them" }).click();
  await phone.getByRole("button", { name: `${grace.name}, account` }).click();
  await phone.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(phone).toHaveURL(at("/sign-in"));
  await phone.getByLabel("E-mail").fill(grace.email);
  await phone.getByLabel("Password").fill(grace.password);
  await phone.getByRole("button", { name: "Sign in" }).click();
  await expect(phone).toHaveURL(at("/sign-in/code"));
  await expectAccessible(phone);
  // The next step's: the one that turned it on is used up.
  await phone
    .getByRole("textbox", { name: "Code" })
    .fill(await codeAt(secret, Math.max(stepAt(Date.now()), step + 1)));
  await phone.getByRole("button", { name: "Sign in" }).click();
  await expect(phone).toHaveURL(at("/"));

  await phone.goto(link.trim());
  await expect(phone.getByRole("heading", { name: "This invitation was used" })).toBeVisible();
  await telephone.close();
});
