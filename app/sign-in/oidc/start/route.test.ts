import { expect, test } from "vitest";
import { isFromElsewhere } from "@/server/http/origin";
import { GET } from "./route";

test.each(["cross-site", "same-site"])(
  "a page that is %s begins no sign-in by the provider",
  async (site) => {
    const led = new Request("http://localhost/sign-in/oidc/start", { headers: { "sec-fetch-site": site } });
    await expect(GET(led)).rejects.toMatchObject({ digest: expect.stringContaining(";/sign-in;") });
  },
);

test("our own page, an address that was typed and a browser that does not say it begin one", () => {
  for (const site of ["same-origin", "none"])
    expect(isFromElsewhere(new Headers({ "sec-fetch-site": site }))).toBe(false);
  expect(isFromElsewhere(new Headers())).toBe(false);
});
