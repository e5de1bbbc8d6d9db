import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { HardWords } from "./hard-words";

test("each hard word is a button that a keyboard reaches, and a part without one has no line", () => {
  const html = renderToStaticMarkup(<HardWords of={["walsender", "replica identity"]} />);
  expect(html.match(/<button/g)).toHaveLength(2);
  expect(renderToStaticMarkup(<HardWords of={[]} />)).toBe("");
});
