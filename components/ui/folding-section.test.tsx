import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { FoldingSection } from "./folding-section";

test("a part that is folded on a narrow window shows its value, and stands open on a wide one by the width alone", () => {
  const html = renderToStaticMarkup(
    <FoldingSection title="What if" value="pool 20">
      content
    </FoldingSection>,
  );
  expect(html).toContain("pool 20");
  expect(html).toContain('aria-expanded="false"');
  expect(html).toMatch(/class="[^"]*max-lg:hidden[^"]*">content/);
});
