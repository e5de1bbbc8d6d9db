import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { FailedRead } from "./failed-read";

const drawn = (onAgain: (() => void) | null) =>
  renderToStaticMarkup(
    <FailedRead title="This run could not be read" why="It is not here." pending={false} onAgain={onAgain}>
      <button type="button">All runs</button>
    </FailedRead>,
  );

test("what could not be read says why, is heard, and offers to be read again", () => {
  const html = drawn(() => undefined);
  for (const part of ['role="alert"', "This run could not be read", "It is not here.", "Try again"])
    expect(html).toContain(part);
});

test("what is not there is not asked for again, and another way on stays", () => {
  const html = drawn(null);
  expect(html).not.toContain("Try again");
  expect(html).toContain("All runs");
});
