import { expect, type Locator, type Page } from "@playwright/test";

/** The test on the page "Test as Electric". */
export const trialOf = (page: Page): Locator => page.getByRole("region", { name: "Test as Electric" });

/** Returns the last text for screen readers. */
export const announced = (page: Page): Locator => page.locator("[data-announcer]");

/** Starts the test with a password of Electric's role, from the keyboard alone. */
export async function testAsElectric(page: Page, password: string): Promise<void> {
  await trialOf(page)
    .getByLabel(/^Password of/)
    .focus();
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
}

/** Holds back what a test streams after its first step, whatever its speed; returns what lets the rest come. */
export async function holdAfterFirstStep(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const fetched = window.fetch.bind(window);
    const rest = new Promise<void>((resolve) => Reflect.set(window, "letStepsCome", resolve));
    window.fetch = async (input, init) => {
      const response = await fetched(input, init);
      if (!String(input).endsWith("/trial") || response.body === null) return response;
      let isFirst = true;
      const held = new TransformStream<string, string>({
        async transform(text, controller) {
          const end = isFirst ? text.indexOf("\n") + 1 : 0;
          if (end > 0) {
            isFirst = false;
            controller.enqueue(text.slice(0, end));
            await rest;
          }
          controller.enqueue(text.slice(end));
        },
      });
      const body = response.body
        .pipeThrough(new TextDecoderStream())
        .pipeThrough(held)
        .pipeThrough(new TextEncoderStream());
      return new Response(body, response);
    };
  });
  return () =>
    page.evaluate(() => {
      const come: unknown = Reflect.get(window, "letStepsCome");
      if (typeof come === "function") come();
    });
}

/**
 * Waits until a test as Electric has passed whole. What the application held for a moment was not tried, and is tried again, as
 * a reader would.
 */
export async function expectAllPassed(place: Locator): Promise<void> {
  const whole = place.getByRole("heading", { name: /^All \d+ passed$/ });
  const part = place.getByRole("heading", { name: /^\d+ passed, \d+ not tried$/ });
  await expect
    .poll(async () => {
      if (await part.isVisible()) await place.getByRole("button", { name: "Test again" }).click();
      return whole.isVisible();
    })
    .toBe(true);
}
