import { readdirSync } from "node:fs";
import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/test";

const NARROW = { width: 390, height: 844 };

test("a signed-out browser reads and searches the documentation, at 390 px and by keyboard alone", async ({
  browser,
  headroom,
}) => {
  const context = await browser.newContext({ viewport: NARROW });
  const page = await context.newPage();
  const at = (path: string) => new URL(path, headroom.address).href;
  const width = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  await page.goto(at("/docs"));
  await expect(page.getByRole("heading", { level: 1, name: "Documentation" })).toBeVisible();
  await expectAccessible(page);
  expect(await width()).toBe(0);

  await page.getByRole("link", { name: "Running Headroom" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Running Headroom" })).toBeVisible();
  await expect(page).toHaveTitle(/^Running Headroom · Documentation/);
  await expectAccessible(page);
  expect(await width()).toBe(0);

  await page.getByRole("searchbox", { name: "Search the documentation" }).fill("proxy_buffering");
  await page.keyboard.press("Enter");
  await expect(
    page.getByRole("heading", { level: 1, name: "1 section with “proxy_buffering”" }),
  ).toBeVisible();
  await page.getByRole("link", { name: "Running Headroom: Behind a reverse proxy" }).click();
  await expect(page).toHaveURL(/\/docs\/operations#behind-a-reverse-proxy$/);
  await context.close();
});

test("every page of the documentation is served, with links that lead somewhere, and no other file is", async ({
  request,
  headroom,
}) => {
  const at = (path: string) => new URL(path, headroom.address).href;
  const files = readdirSync("docs").filter((name) => name.endsWith(".md") && name !== "README.md");
  expect(files.length).toBeGreaterThan(8);
  const places = new Set<string>();
  for (const name of files) {
    const path = `/docs/${name.replace(/\.md$/, "")}`;
    const response = await request.get(at(path));
    expect(response.status(), path).toBe(200);
    const text = await response.text();
    for (const [, href = ""] of text.matchAll(/<a [^>]*href="(\/docs[^"]*|#[^"]+)"/g))
      places.add(href.startsWith("#") ? `${path}${href}` : href);
  }
  const texts = new Map<string, string>();
  for (const place of places) {
    const [path = "", id] = place.split("#");
    if (!texts.has(path)) texts.set(path, await (await request.get(at(path))).text());
    if (id !== undefined) expect(texts.get(path), place).toContain(`id="${id}"`);
  }
  for (const path of ["/docs/nothing", "/docs/..%2fpackage", "/docs/README.md"])
    expect((await request.get(at(path))).status(), path).toBe(404);
});
