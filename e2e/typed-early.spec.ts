import type { Page } from "@playwright/test";
import { ADA } from "./support/account";
import { unfold } from "./support/add-database";
import { enter } from "./support/enter";
import { openSandbox } from "./support/sandbox";
import { expect, test } from "./support/test";

function gate() {
  let open = () => {};
  const promise = new Promise<void>((resolve) => (open = resolve));
  return { promise, open };
}

/** Opens the address with the page's code held back, as on a slow line; returns what lets it come. */
async function withCodeHeld(page: Page, address: string): Promise<() => void> {
  const { promise, open } = gate();
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await promise;
    await route.continue();
  });
  await page.goto(address, { waitUntil: "commit" });
  return open;
}

test("what is typed, chosen and ticked before the page's code is there counts, and nothing of it is lost", async ({
  page,
  headroom,
}) => {
  await enter(page, headroom);
  const letCome = await withCodeHeld(page, new URL("/databases/new", headroom.address).href);
  for (const title of ["Name", "Electric"]) await unfold(page, title);
  await page.getByLabel("Name", { exact: true }).fill("Early");
  await page.getByLabel("Pool size").fill("7");
  await page.getByRole("radio", { name: /^manual/i }).check();
  await page.getByLabel("Environment").selectOption("staging");
  await page.getByRole("checkbox", { name: "Pooled URL" }).check();
  await expect(page.getByRole("button", { name: "Add and check" })).toBeDisabled();
  letCome();
  await expect(page.getByRole("button", { name: "Add and check" })).toBeEnabled();
  // A change of another field renders all of them from what our code knows.
  await page.getByRole("textbox", { name: "Electric's role" }).fill("sync");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Early");
  await expect(page.getByLabel("Pool size")).toHaveValue("7");
  await expect(page.getByRole("radio", { name: /^manual/i })).toBeChecked();
  await expect(page.getByLabel("Environment")).toHaveValue("staging");
  await expect(page.getByRole("checkbox", { name: "Pooled URL" })).toBeChecked();
});

test("a password manager that is earlier than the page's code signs one in", async ({ page, headroom }) => {
  await enter(page, headroom);
  await page.context().clearCookies();
  const letCome = await withCodeHeld(page, new URL("/sign-in", headroom.address).href);
  await page.getByLabel("E-mail").fill(ADA.email);
  await page.getByLabel("Password").fill(ADA.password);
  letCome();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
});

test("a live page that comes to life slowly keeps what the server drew, and what was typed into it", async ({
  page,
  headroom,
}) => {
  const thrown: string[] = [];
  page.on("pageerror", ({ message }) => thrown.push(message));
  await enter(page, headroom);
  const connections = new URL(`${await openSandbox(page)}/connections`, headroom.address).href;
  await page.getByText(/^checked /).waitFor();
  const whatIf = page.locator("section").filter({ has: page.getByRole("heading", { name: "What if" }) });
  const devtools = await page.context().newCDPSession(page);
  for (const rate of [2, 6]) {
    await devtools.send("Emulation.setCPUThrottlingRate", { rate });
    await page.goto(connections, { waitUntil: "commit" });
    await whatIf.getByRole("spinbutton", { name: "Pool size" }).fill("7");
    await expect(whatIf.getByRole("button", { name: "Use these" })).toBeEnabled();
    await expect(whatIf.getByRole("spinbutton", { name: "Pool size" })).toHaveValue("7");
  }
  expect(thrown).toEqual([]);
});
