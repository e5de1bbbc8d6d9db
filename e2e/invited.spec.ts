import { expectAccessible } from "./support/accessible";
import { enter } from "./support/enter";
import { acceptInvitation, inviteLink, leave } from "./support/invite";
import { factorSection, signInWithCode, turnOnSecondFactor } from "./support/second-factor";
import { expect, test } from "./support/test";

const grace = { name: "Grace", email: "grace@example.com", password: "four horses and a cake" };

test("an invited person makes an account on a telephone, turns the second factor on, and signs in with its code", async ({
  page,
  browser,
  headroom,
}) => {
  await enter(page, headroom);
  const at = (path: string) => new URL(path, headroom.address).href;
  const link = await inviteLink(page, headroom.address, "Viewer");

  const telephone = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "en-GB" });
  const phone = await telephone.newPage();
  await phone.goto(link);
  await expect(phone).toHaveURL(at("/invite"));
  await expectAccessible(phone);
  await acceptInvitation(phone, { ...grace, password: grace.email });
  await expect(phone.getByText("It is mostly your own name or e-mail address.")).toBeVisible();
  await acceptInvitation(phone, grace);
  await expect(phone).toHaveURL(at("/"));

  await phone.goto(at("/account"));
  const factor = await turnOnSecondFactor(phone, grace.password);
  expect(factor.recovery).toHaveLength(10);
  await expectAccessible(phone);
  const width = await phone.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);

  await factorSection(phone).getByRole("link", { name: "I saved them" }).click();
  await leave(phone, grace.name);
  await signInWithCode(phone, grace, factor);
  await expect(phone).toHaveURL(at("/"));

  await phone.goto(link);
  await expect(phone.getByRole("heading", { name: "This invitation was used" })).toBeVisible();
  await telephone.close();
});
