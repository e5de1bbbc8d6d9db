import { expectAccessible } from "./support/accessible";
import { addDatabase } from "./support/add-database";
import { enter } from "./support/enter";
import { expect, test } from "./support/test";

test("an admin adds a rule, hears of it in the head, acknowledges it, and it ends with the rule", async ({
  page,
  ownDatabase,
  // What other tests leave on a server would fire, too.
  fresh: headroom,
}) => {
  await enter(page, headroom);
  await addDatabase(page, headroom.address, ownDatabase.url, "Watched");
  await page.getByRole("link", { name: /^Alerts/ }).click();
  await expect(page.getByRole("row", { name: /Headroom below 0/ })).toBeVisible();

  await page.getByRole("button", { name: "New rule" }).click();
  const dialog = page.getByRole("dialog", { name: "New rule" });
  await dialog.getByLabel("Below").fill("lots");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByLabel("Below")).toBeFocused();
  await dialog.getByLabel("Below").fill("100000");
  await dialog.getByLabel("After").fill("0");
  await dialog.getByRole("button", { name: "Save" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "1 firing" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Alerts 1 firing" })).toBeVisible();
  await expect(
    page.getByRole("list", { name: "Firing" }).getByRole("link", { name: "Watched" }),
  ).toBeVisible();
  await page.getByRole("button", { name: /^Acknowledge/ }).click();
  await expect(page.getByText(/Acknowledged by Ada/).first()).toBeVisible();
  await page.getByRole("button", { name: /^Mute .* left for 2 h/ }).click();
  await expect(page.getByText(/Muted; that ends in/)).toBeVisible();
  await page.getByRole("button", { name: /^End:/ }).click();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 800 });

  await page.getByRole("button", { name: "Headroom below 100000" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove rule" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Nothing fires" })).toBeVisible();
  await expect(page.getByText("The rule was removed.")).toBeAttached();
});
