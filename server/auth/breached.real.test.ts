import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { isBreached } from "./breached";

const password = "four horses and a cake";
const digest = createHash("sha1").update(password).digest("hex").toUpperCase();
const other = "0".repeat(35);

let server: Server;
let ranges: URL;
let answer: { status: number; body: string };
let asked: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(answer.status).end(answer.body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  ranges = new URL(`http://127.0.0.1:${address.port}/range/`);
});
afterEach(() => {
  asked = [];
});
afterAll(() => server.close());

test.each([
  ["among the leaked ones", 200, `${other}:7\r\n${digest.slice(5)}:42\r\n`, true],
  ["not among them", 200, `${other}:7\r\n`, false],
  ["padding with the count 0", 200, `${digest.slice(5)}:0\r\n`, false],
  ["answered with an error", 503, `${digest.slice(5)}:42`, false],
  ["answered with something else", 200, "<html>", false],
])("a password %s is told so, by five digits of its hash", async (_what, status, body, isLeaked) => {
  answer = { status, body };
  expect(await isBreached(password, ranges)).toBe(isLeaked);
  expect(asked).toEqual([`/range/${digest.slice(0, 5)}`]);
});

test("a service that is away stands in the way of no password", async () => {
  expect(await isBreached(password, new URL("http://127.0.0.1:9/range/"))).toBe(false);
});
