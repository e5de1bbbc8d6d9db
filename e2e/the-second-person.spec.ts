import type { Browser, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { ADA } from "./support/account";
import { addDatabase } from "./support/add-database";
import { enter } from "./support/enter";
import { enterWithFirstPassword } from "./support/first-password";
import type { Headroom } from "./support/headroom";
import { applyPlan, runOf } from "./support/repair";
import { expect, test } from "./support/test";

/** Lets a person in as an admin does, and returns a page of that person on a telephone. */
async function personOn(
  browser: Browser,
  admin: Page,
  { address }: Headroom,
  name: string,
  role: string,
): Promise<Page> {
  const email = `${name.toLowerCase()}@example.com`;
  await admin.goto(new URL("/team", address).href);
  await admin.getByLabel("Name").fill(name);
  await admin.getByLabel("E-mail").fill(email);
  await admin.getByRole("region", { name: "People" }).getByLabel("Role").selectOption(role);
  await admin.getByRole("button", { name: "Make the account" }).click();
  const password = await admin.getByRole("group", { name: "password", exact: true }).innerText();
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await enterWithFirstPassword(page, address, { email, first: password });
  return page;
}

test("a viewer sees the live gauge and no SQL, a member proposes and cannot apply, and the admin applies it", async ({
  page,
  browser,
  headroom,
  ownDatabase,
}) => {
  await enter(page, headroom);
  const home = await addDatabase(page, headroom.address, ownDatabase.url, "Shared");

  const viewer = await personOn(browser, page, headroom, "Vera", "viewer");
  await viewer.getByRole("link", { name: "Shared" }).click();
  await expect(viewer.getByRole("heading", { level: 1, name: "Shared" })).toBeVisible();
  await expect(viewer.getByRole("meter")).toBeVisible();
  await expect(viewer.locator("[data-live-state=live]").or(viewer.getByText(/Live/)).first()).toBeVisible();
  await expectAccessible(viewer);
  const html = await viewer.content();
  expect(html).not.toContain(new URL(ownDatabase.url).host);
  expect(html).not.toMatch(/CREATE ROLE|ALTER TABLE|application_name/);
  for (const path of ["live", "verdict", "tables", "report?format=json"]) {
    const answer = await viewer.request.get(new URL(`/api${home}/${path}`, headroom.address).href);
    expect(answer.status(), path).toBe(403);
  }
  await viewer.context().close();

  const member = await personOn(browser, page, headroom, "Mary", "member");
  await member.goto(new URL(`${home}/repair`, headroom.address).href);
  await expect(member.getByRole("region", { name: "Plan" })).toContainText("CREATE ROLE");
  await expect(member.getByRole("button", { name: "Apply …" })).toHaveCount(0);
  await member.getByRole("button", { name: "Propose …" }).click();
  await member.getByLabel("Note").fill("Before the release.");
  await member.getByRole("button", { name: "Propose", exact: true }).click();
  await expect(member.getByText("You propose: Make it ready")).toBeVisible();
  await member.context().close();

  await page.goto(headroom.address);
  await expect(page.getByText("1 proposed repair waits for an admin")).toBeVisible();
  await page.getByRole("link", { name: "Open Shared" }).click();
  await expect(page.getByText("Mary proposes: Make it ready")).toBeVisible();
  await expect(page.getByText("Before the release.")).toBeVisible();
  await page.getByRole("button", { name: "Read the plan" }).click();
  await applyPlan(page, "Shared");
  await expect(runOf(page)).toContainText("Applied");

  await page.goto(new URL("/account", headroom.address).href);
  const sessions = page.getByRole("list", { name: "Your sessions" });
  await expect(sessions.getByText("(this session)")).toBeVisible();
  await expect(page.getByRole("main").getByText(ADA.email)).toBeVisible();
  await expectAccessible(page);
});
