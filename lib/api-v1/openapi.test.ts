import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { API_ENDPOINTS } from ".";
import { openApiDocument } from "./openapi";

test("the document is valid OpenAPI 3.1, with each reference in it", async () => {
  const validator = new Validator();
  const text = JSON.stringify(openApiDocument());
  const result = await validator.validate(JSON.parse(text));
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
  expect(validator.version).toBe("3.1");
  for (const [, name = "", kind = ""] of text.matchAll(/"\$ref":"#\/components\/(\w+)\/([\w-]+)"/g))
    expect(Object.keys(openApiDocument().components)).toContain(name === "" ? kind : name);
  expect(text).not.toContain("#/$defs");
});

test("the ids of operations and the addresses are unique, and each answer has a schema", () => {
  const ids = API_ENDPOINTS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const addresses = API_ENDPOINTS.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(addresses).size).toBe(addresses.length);
  const { paths } = openApiDocument();
  expect(Object.values(paths).flatMap((methods) => Object.keys(methods))).toHaveLength(ids.length);
});

test("the document is made once, however many ask for it", () => {
  expect(openApiDocument()).toBe(openApiDocument());
});
