import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Field } from "./field";
import { Input } from "./input";

const drawn = (error: string | null) =>
  renderToStaticMarkup(
    <Field label="Host" hint="Without the port." error={error}>
      <Input name="host" />
    </Field>,
  );

const attribute = (html: string, name: string): string =>
  new RegExp(`<input[^>]*${name}="([^"]*)"`).exec(html)?.[1] ?? "";

test("the label, the hint and the error are tied to the control", () => {
  const html = drawn("The host name is needed.");
  expect(html).toContain(`for="${attribute(html, " id")}"`);
  const described = attribute(html, "aria-describedby").split(" ");
  expect(described).toHaveLength(2);
  for (const id of described) expect(html).toContain(`<p id="${id}"`);
  expect(attribute(html, "aria-invalid")).toBe("true");
});

test("without an error the control is not invalid and has only its hint", () => {
  const html = drawn(null);
  expect(html).not.toContain('aria-invalid="');
  expect(attribute(html, "aria-describedby")).toMatch(/-hint$/);
});
