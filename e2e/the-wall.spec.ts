import { mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { enter } from "./support/enter";
import type { Headroom } from "./support/headroom";
import { openSandbox } from "./support/sandbox";
import { expect, test } from "./support/test";
import { OPEN_DOORS } from "../lib/accounts/permissions/open-doors";
import { ROUTE_METHODS } from "../lib/http/routes";

test.describe.configure({ mode: "serial" });

/** Sizes of screens; all of them where pictures are taken, and otherwise those at which something could stand out. */
const SIZES = (
  [
    [1920, 1080, "dark"],
    [1440, 900, "light"],
    [3840, 2160, "dark"],
    [390, 844, "light"],
  ] as const
).filter(([width]) => process.env.HEADROOM_PICTURES !== undefined || width === 390);
const ID = "0b6f3c1e-8a52-4c3e-9d1b-2f4a6c8e0d13";
const APP = path.resolve("app");

let context: BrowserContext;
let page: Page;
let sandbox: string;

test.beforeAll(async ({ browser, headroom }) => {
  context = await browser.newContext({ locale: "en-GB", reducedMotion: "reduce" });
  page = await context.newPage();
  await enter(page, headroom);
  sandbox = await openSandbox(page);
});

test.afterAll(() => context.close());

const at = (headroom: Headroom, place: string) => new URL(place, headroom.address).href;
const made = () => page.getByRole("status").filter({ hasText: /^The wall link/ });

/** Makes a link on the page of settings; returns its address. */
async function makeLink(headroom: Headroom, name: string): Promise<string> {
  await page.goto(at(headroom, "/settings/sharing"));
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Make link" }).click();
  await expect(made()).toContainText("It is shown only now");
  const text = (await made().locator("code").first().textContent()) ?? "";
  return text.trim();
}

/** Sets how many connections the sandbox's applications hold. */
async function setLoad(headroom: Headroom, connections: string): Promise<void> {
  await page.goto(at(headroom, `${sandbox}/connections`));
  await page.getByLabel("Application connections").selectOption(connections);
}

/** Saves a picture for the eyes of a developer, where a folder for them is named. */
async function picture(screen: Page, name: string): Promise<void> {
  const folder = process.env.HEADROOM_PICTURES;
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await screen.evaluate(() => document.fonts.ready);
  await screen.screenshot({ path: path.join(folder, `${name}.png`) });
}

test("a wall link opens on a screen without an account, changes live, and goes blank when it is revoked", async ({
  browser,
  headroom,
}) => {
  const link = await makeLink(headroom, "Office");
  await expectAccessible(page);
  await picture(page, "sharing");
  const other = await browser.newContext({ locale: "en-GB", viewport: { width: 1920, height: 1080 } });
  const screen = await other.newPage();
  const answer = await screen.goto(link);
  expect(answer?.status()).toBe(200);
  expect(new URL(screen.url()).pathname).toBe("/wall");
  const [cookie] = await other.cookies();
  expect(cookie).toMatchObject({ name: "headroom.wall", httpOnly: true, sameSite: "Lax", path: "/wall" });
  expect(link).not.toContain(cookie?.value ?? "none");

  const row = screen.getByRole("region", { name: "Sandbox" });
  const reading = row.getByRole("meter");
  await expect(row).toContainText(/live, \d+ s ago/);
  await setLoad(headroom, "9");
  await expect(reading).toHaveAttribute("aria-valuetext", /10 of 22 in use/);
  await setLoad(headroom, "2");
  await expect(reading).toHaveAttribute("aria-valuetext", /3 of 22 in use/);

  const html = await screen.content();
  expect(html).not.toMatch(/127\.0\.0\.1|localhost:\d|shop-web|shop-worker/);
  await expect(screen.getByRole("button")).toHaveCount(0);
  await expect(screen.getByRole("link")).toHaveCount(0);
  await expectAccessible(screen);
  for (const [width, height, scheme] of SIZES) {
    await screen.setViewportSize({ width, height });
    await screen.emulateMedia({ colorScheme: scheme });
    await expect
      .poll(() => screen.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
      .toBeLessThanOrEqual(0);
    await picture(screen, `wall-${width}-${scheme}`);
  }

  await page.goto(at(headroom, "/settings/sharing"));
  const line = page.getByRole("row").filter({ hasText: "Office" });
  await expect(line.getByRole("cell").nth(2)).toHaveText(/^[1-9]$/);
  await line.getByRole("button", { name: /^Revoke/ }).click();
  await page.getByRole("button", { name: "Revoke link" }).click();
  await expect(line).toContainText("Revoked");
  await expect(screen.getByRole("heading", { name: "This wall link has ended" })).toBeVisible();
  await expect(screen.getByRole("meter")).toHaveCount(0);
  const again = await screen.goto(link);
  expect(again?.status()).toBe(404);
  await expect(screen.getByText(/This link was revoked on/)).toBeVisible();
  await picture(screen, "wall-refused");
  expect((await screen.goto(at(headroom, "/wall")))?.status()).toBe(404);
  await other.close();
});

test("the cookie of a wall opens no other page and no other route", async ({ browser, headroom }) => {
  const link = await makeLink(headroom, "Corridor");
  const other = await browser.newContext({ locale: "en-GB" });
  const screen = await other.newPage();
  await screen.goto(link);
  const cookie = (await other.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  expect(cookie).toMatch(/^headroom\.wall=/);
  const ask = (place: string, method = "GET") =>
    fetch(at(headroom, place), {
      method,
      redirect: "manual",
      headers: { cookie, origin: new URL(headroom.address).origin, "content-type": "application/json" },
      ...(method === "POST" && { body: "{}" }),
    });
  expect((await ask("/wall")).status).toBe(200);

  // Routes that need no session by their own meaning.
  const open = OPEN_DOORS.routes.map((door) => door.replace(/^GET /, ""));
  for (const [route, methods] of ROUTE_METHODS.filter(([route]) => !open.includes(route)))
    for (const method of methods.filter((each) => each !== "HEAD")) {
      const answer = await ask(route.replace("[checkId]", "x.y").replaceAll(/\[\w+\]/g, ID), method);
      expect(answer.status, `${method} ${route}`).toBe(401);
    }

  const pages = readdirSync(APP, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith("page.tsx") && file.startsWith("(app)/"))
    .map((file) => `/${path.posix.dirname(file).replace("(app)", "").replace(/^\//, "")}`);
  expect(pages.length).toBeGreaterThan(10);
  for (const place of pages) {
    const answer = await ask(place.replace("[id]", sandbox.split("/")[2] ?? ID).replaceAll(/\[\w+\]/g, ID));
    const body = await answer.text();
    // A page that has begun to stream leads away by its body.
    const leads = `${answer.headers.get("location") ?? ""} ${body}`;
    expect(answer.status === 200 || [307, 308, 404].includes(answer.status), place).toBe(true);
    expect(body, place).not.toMatch(/role="meter"|Signed in as/);
    if (answer.status === 200) expect(leads, place).toMatch(/sign-in/);
  }
  await other.close();
});

test("a badge is switched on, shows in another page, and is gone when it is switched off", async ({
  headroom,
}) => {
  await page.goto(at(headroom, `${sandbox}/settings`));
  await page.getByRole("button", { name: "Switch on badge" }).click();
  const badge = page.getByRole("img", { name: /^Status badge of/ });
  await expect(badge).toBeVisible();
  const address = at(headroom, (await badge.locator("image").getAttribute("href")) ?? "");
  const svg = await fetch(address);
  expect(svg.status).toBe(200);
  expect(await svg.text()).toMatch(/left|short/);
  const etag = svg.headers.get("etag") ?? "";
  expect(svg.headers.get("cache-control")).toBe("public, max-age=60");
  await picture(page, "badge");
  expect(etag).not.toBe("");
  await page.getByRole("button", { name: "Switch off badge" }).click();
  await expect(page.getByRole("button", { name: "Switch on badge" })).toBeVisible();
  expect((await fetch(address)).status).toBe(404);
});

test("a link to a moment opens there after the sign-in, and a malformed one says so", async ({
  browser,
  headroom,
}) => {
  await page.goto(at(headroom, `${sandbox}/connections`));
  await expect(page.getByText(/\d+ samples to step through/)).toBeVisible();
  await page.getByRole("button", { name: "Pause" }).click();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page
    .getByRole("group", { name: "Samples of the last minutes" })
    .getByText("Copy link to this moment")
    .click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/\/connections\?at=2\d{3}-/);

  const other = await browser.newContext({ locale: "en-GB", reducedMotion: "reduce" });
  const reader = await other.newPage();
  await reader.goto(link);
  await expect(reader).toHaveURL(/\/sign-in$/);
  await reader.getByLabel("E-mail").fill("ada@example.com");
  await reader.getByLabel("Password").fill("an engine of brass");
  await reader.getByRole("button", { name: "Sign in" }).click();
  await expect(reader).toHaveURL(link);
  await expect(reader.getByText(/^Moment of this link:/)).toBeVisible();
  await expect(
    reader.getByText("The gauge and the list of holders show the sample of that moment."),
  ).toBeVisible();
  await expect(reader.getByText("This is a sample of the last minutes, not what is so now.")).toBeVisible();
  await picture(reader, "moment");
  await expectAccessible(reader);
  await reader.getByRole("link", { name: "Back to now" }).click();
  await expect(reader.getByText(/^Moment of this link:/)).toHaveCount(0);
  await expect(reader.getByRole("button", { name: "Pause" })).toBeVisible();

  await reader.goto(link.replace(/at=.*/, "at=yesterday"));
  await expect(reader.getByText(/This link names no moment/)).toBeVisible();
  await expect(reader.getByRole("button", { name: "Pause" })).toBeVisible();
  await other.close();
});
