import { QueryClient } from "@tanstack/react-query";
import { describe, expect, test } from "vitest";
import { databasesEndpoint } from "@/lib/api/databases";
import { planEndpoint } from "@/lib/api/plan";
import { sandboxEndpoint } from "@/lib/api/sandbox";
import { OWN_SERVER_FAILURES } from "@/lib/failure/own-server";
import { ApiClient } from "./client";
import { Refused } from "./refused";
import { RETRY } from "./retry";
import { answerJson, startHttpServer } from "./testing/http-server";

const refused = (kind: Refused["kind"], method: "GET" | "POST" = "GET", retryAfterMs: number | null = null) =>
  new Refused(kind, { method, refusal: { message: "No.", fields: {} }, retryAfterMs });

describe("the rule for trying again", () => {
  test("takes a GET that found no server, a failing one, or too many requests, three times", () => {
    const tried = OWN_SERVER_FAILURES.filter((kind) => RETRY.retry(0, refused(kind)));
    expect(tried).toEqual(["too many", "failed", "unreachable", "broken off"]);
    expect([0, 1, 2, 3].map((failures) => RETRY.retry(failures, refused("failed")))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  test("never takes a POST, a defect, or what asks for a longer wait than a page sits through", () => {
    expect(OWN_SERVER_FAILURES.filter((kind) => RETRY.retry(0, refused(kind, "POST")))).toEqual([]);
    expect(RETRY.retry(0, new TypeError("a defect"))).toBe(false);
    expect(RETRY.retry(0, refused("too many", "GET", 900_000))).toBe(false);
  });

  test("waits longer each time, and at least as long as the server asked for", () => {
    const [first = 0, second = 0, third = 0] = [0, 1, 2].map((failures) =>
      RETRY.retryDelay(failures, refused("failed")),
    );
    expect(first).toBeGreaterThanOrEqual(400);
    expect(second).toBeGreaterThan(first);
    expect(third).toBeGreaterThan(second);
    expect(RETRY.retryDelay(0, refused("too many", "GET", 7_000))).toBe(7_000);
  });
});

test("a read that a server fails once is sent again; one that it refuses, and a POST, are sent once", async () => {
  const sent: string[] = [];
  const { origin } = await startHttpServer(({ method, url = "" }, response) => {
    sent.push(`${method} ${url}`);
    if (url === "/api/databases" && sent.length > 1) return answerJson(response, 200, []);
    answerJson(response, url === "/api/sandbox" ? 404 : 503, null);
  });
  const api = new ApiClient(origin);
  const queries = new QueryClient();
  // The pause is tested above.
  const ask = (name: string, queryFn: () => Promise<unknown>) =>
    queries.fetchQuery({ queryKey: [name], queryFn, retry: RETRY.retry, retryDelay: 0 });
  expect(await ask("databases", () => api.json(databasesEndpoint, {}))).toEqual([]);
  await expect(ask("sandbox", () => api.json(sandboxEndpoint, {}))).rejects.toMatchObject({
    kind: "not found",
  });
  const plan = () => api.json(planEndpoint, { params: { id: "x" }, body: { for: { kind: "ready" } } });
  await expect(ask("plan", plan)).rejects.toMatchObject({ kind: "failed" });
  expect(sent).toEqual([
    "GET /api/databases",
    "GET /api/databases",
    "GET /api/sandbox",
    "POST /api/databases/x/plan",
  ]);
});
