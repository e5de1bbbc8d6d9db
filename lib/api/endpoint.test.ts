import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { ROUTE_METHODS } from "../http/routes";
import { addressOf, type Endpoint } from "./endpoint";
import { historyEndpoint } from "./history";
import { liveRowsEndpoint } from "./live";
import { sandboxEndpoint } from "./sandbox";

const ID = "0b6f3c1e-8a52-4c3e-9d1b-2f4a6c8e0d13";

const isEndpoint = (value: unknown): value is Endpoint =>
  z.object({ method: z.string(), path: z.string() }).safeParse(value).success;

test("every endpoint is a route that takes its method, with the variable parts that its schema has", async () => {
  const files = readdirSync(import.meta.dirname).filter((file) => !/test|endpoint|pause|refusal/.test(file));
  const modules: object[] = await Promise.all(
    files.map((file): Promise<object> => import(path.join(import.meta.dirname, file))),
  );
  const endpoints = modules.flatMap((module) => Object.values(module).filter(isEndpoint));
  expect(endpoints.length).toBeGreaterThan(15);
  const routes = new Map(ROUTE_METHODS);
  for (const { method, path: route, params } of endpoints) {
    expect(routes.get(route), route).toContain(method);
    const parts = [...route.matchAll(/\[(\w+)\]/g)].map(([, part]) => part);
    const named = params instanceof z.ZodObject ? Object.keys(params.shape) : [];
    expect(named.sort(), route).toEqual(parts.sort());
  }
});

test("an address has its parts and its query encoded", () => {
  expect(addressOf(sandboxEndpoint, {})).toBe("/api/sandbox");
  expect(addressOf(historyEndpoint, { params: { id: ID }, query: { range: "week" } })).toBe(
    `/api/databases/${ID}/history?range=week`,
  );
  expect(addressOf(historyEndpoint, { params: { id: "a/b?c" } })).toBe("/api/databases/a%2Fb%3Fc/history");
  expect(addressOf(liveRowsEndpoint, { query: { ids: "a,b" } })).toBe("/api/live?ids=a%2Cb");
});
