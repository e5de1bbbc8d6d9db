import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Problem } from "./problem";

const drawn = (digest: string | undefined) =>
  renderToStaticMarkup(
    <Problem
      error={Object.assign(new Error("hidden"), digest === undefined ? {} : { digest })}
      retry={() => undefined}
    />,
  );

test("a page that failed names its request, or Next's mark where the error has that alone", () => {
  expect(drawn("request-4b1f7c2e-90ab")).toContain("Request 4b1f7c2e-90ab");
  expect(drawn("1234567")).toMatch(/under this mark:.*1234567/);
  expect(drawn(undefined)).toContain("the server’s log has the cause.");
  expect(drawn("store-full")).toContain("disk of Headroom&#x27;s own store is full");
});
