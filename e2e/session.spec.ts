import { ADA } from "./support/account";
import { unfold } from "./support/add-database";
import { enter } from "./support/enter";
import { openSandbox } from "./support/sandbox";
import { expect, test } from "./support/test";

test("an open page goes to the sign-in when its session is ended elsewhere, and nothing of it is a step back", async ({
  browser,
  headroom,
}) => {
  const context = await browser.newContext({ locale: "en-GB" });
  const page = await context.newPage();
  await enter(page, headroom);
  await openSandbox(page);
  const second = await context.newPage();
  await second.goto(new URL("/team", headroom.address).href);
  await second.getByRole("button", { name: /, account$/ }).click();
  await second.getByRole("button", { name: "Sign out" }).click();
  await expect(second).toHaveURL(/\/sign-in$/);
  await expect(page).toHaveURL(/\/sign-in$/);
  await second.goBack();
  await expect(second.getByRole("heading", { name: "Team" })).toHaveCount(0);
  await context.close();
});

test("a form whose session ended says so and keeps what was typed, and goes on after a sign-in in another tab", async ({
  page,
  headroom,
}) => {
  await enter(page, headroom);
  await page.goto(new URL("/databases/new", headroom.address).href);
  await page.getByRole("textbox", { name: "Connection string" }).fill("postgresql://ada:hush@127.0.0.1:9/x");
  await unfold(page, "Name");
  await page.getByLabel("Name", { exact: true }).fill("Kept");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Test connection" }).click();
  const notice = page.getByRole("alert").filter({ hasText: "Your session has ended" });
  await expect(notice).toBeVisible();
  await expect(page.getByText("Your session has ended. Sign in in another tab")).toBeVisible();
  const opened = page.waitForEvent("popup");
  await notice.getByRole("link", { name: "Sign in in another tab" }).click();
  const other = await opened;
  await other.getByLabel("E-mail").fill(ADA.email);
  await other.getByLabel("Password").fill(ADA.password);
  await other.getByRole("button", { name: "Sign in" }).click();
  await expect(other.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
  await page.getByRole("button", { name: "Test connection" }).click();
  await expect(page.getByText("Nothing accepts connections at 127.0.0.1:9.")).toBeVisible();
  await expect(notice).toHaveCount(0);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Kept");
});

test("a sign-out clears what the browser keeps of this address, and a guessed password is answered by its status", async ({
  page,
  headroom,
}) => {
  await enter(page, headroom);
  const sent = () => page.waitForResponse((response) => response.request().method() === "POST");
  const left = sent();
  await page.getByRole("button", { name: `${ADA.name}, account` }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  expect(await (await left).headerValue("clear-site-data")).toBe('"cache", "storage"');
  await expect(page).toHaveURL(/\/sign-in$/);

  const statuses: number[] = [];
  // An address of its own: the tests after this one sign in as the same person.
  await page.getByLabel("E-mail").fill("stranger@example.com");
  for (let tries = 0; tries < 11; tries += 1) {
    await page.getByLabel("Password").fill("not the password");
    const refused = sent();
    await page.getByRole("button", { name: "Sign in" }).click();
    const answer = await refused;
    statuses.push(answer.status());
    await expect(page.getByRole("alert").filter({ hasText: /password|times|try/i })).toBeVisible();
    if (tries === 10) expect(Number(await answer.headerValue("retry-after"))).toBeGreaterThan(0);
  }
  expect(statuses).toEqual([...Array<number>(10).fill(422), 429]);
});
