import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Code } from "./code";

test("hidden characters of a name do not reorder the SQL that a person reads, and it is said that the copy has them", () => {
  const html = renderToStaticMarkup(<Code code={'DROP TABLE "a\u202eb";\nSELECT 1;'} />);
  expect(html).not.toContain("\u202e");
  expect(html).toContain("DROP TABLE &quot;a\ufffdb&quot;;\nSELECT 1;");
  expect(html).toContain("the copy");
  expect(renderToStaticMarkup(<Code code={"SELECT 1;\nSELECT 2;"} />)).toContain("SELECT 1;\nSELECT 2;");
});
