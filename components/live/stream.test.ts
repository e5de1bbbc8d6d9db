import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiClient } from "@/components/api/client";
import { answerJson, startHttpServer } from "@/components/api/testing/http-server";
import { LiveStream } from "./stream";
import type { Link } from "./stream-state";

/** A tab of a browser, as far as a stream looks at it. */
class Tab extends EventTarget {
  hidden = false;

  show(hidden: boolean): void {
    this.hidden = hidden;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

let tab: Tab;
let window: EventTarget;
let stream: LiveStream | null = null;
const reported: unknown[] = [];

beforeEach(() => {
  tab = new Tab();
  window = new EventTarget();
  reported.length = 0;
  vi.stubGlobal("document", tab);
  vi.stubGlobal("window", window);
  vi.stubGlobal("reportError", (error: unknown) => reported.push(error));
  // Of the pauses nothing is tested but their order: the longest is over at once.
  vi.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(() => {
  stream?.stop();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Opens a stream of a server, and takes down what it tells. */
function follow(origin: string, onData: (text: string) => void = () => undefined) {
  const told = { data: [] as [string, boolean][], links: [] as Link[], ended: 0 };
  stream = new LiveStream(
    {
      url: "/api/live?ids=1",
      onData: (text, isFirst) => {
        told.data.push([text, isFirst]);
        onData(text);
      },
      onLink: (link) => told.links.push(link),
      onSessionEnd: () => (told.ended += 1),
      quietMs: () => Number.POSITIVE_INFINITY,
    },
    new ApiClient(origin),
  );
  stream.start();
  return told;
}

const begin = (response: ServerResponse, text: string) => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(text);
};

test("events come as they are sent; comments and events of another name are left out", async () => {
  const { origin, requests } = await startHttpServer((_request, response) =>
    begin(response, "retry: 1000\n\n:\n\ndata: one\n\nevent: other\ndata: no\n\ndata: two\ndata: lines\n\n"),
  );
  const told = follow(origin);
  await expect
    .poll(() => told.data)
    .toEqual([
      ["one", true],
      ["two\nlines", false],
    ]);
  expect(told.links).toEqual(["connecting", "open"]);
  expect(requests[0]?.headers.accept).toBe("text/event-stream");
  expect(requests[0]?.headers["last-event-id"]).toBeUndefined();
});

test("a stream that ends is opened again from after its latest event, by one request", async () => {
  const { origin, requests } = await startHttpServer((_request, response, times) => {
    begin(response, `id: ${times + 7}\ndata: ${times}\n\n`);
    if (times === 0) response.end();
  });
  const told = follow(origin);
  await expect
    .poll(() => told.data)
    .toEqual([
      ["0", true],
      ["1", true],
    ]);
  expect(requests.map(({ headers }) => headers["last-event-id"])).toEqual([undefined, "7"]);
  expect(told.links).not.toContain("lost");
});

test("a server that fails is asked again, and the page learns of the loss at the second failure", async () => {
  const { origin, requests } = await startHttpServer((_request, response, times) =>
    times < 2 ? answerJson(response, 503, null) : begin(response, "data: back\n\n"),
  );
  const told = follow(origin);
  await expect.poll(() => told.data).toEqual([["back", true]]);
  expect(requests).toHaveLength(3);
  expect(told.links).toEqual(["connecting", "connecting", "connecting", "lost", "lost", "open"]);
});

test("a refusal because the session is over is read from the answer itself, and nothing is asked again until the tab is shown", async () => {
  const { origin, requests } = await startHttpServer((_request, response, times) =>
    times === 0 ? answerJson(response, 401, null) : begin(response, "data: in\n\n"),
  );
  const told = follow(origin);
  await expect.poll(() => told.links).toEqual(["connecting", "signed out"]);
  expect(requests).toHaveLength(1);
  expect(told.ended).toBe(0);
  tab.show(false);
  await expect.poll(() => told.data).toEqual([["in", true]]);
});

test("the last event of a session that is over ends the stream and tells the page", async () => {
  const { origin } = await startHttpServer((_request, response) => {
    begin(response, "data: one\n\nevent: session-ended\ndata: {}\n\ndata: too late\n\n");
    response.end();
  });
  const told = follow(origin);
  await expect.poll(() => told.ended).toBe(1);
  expect(told.data).toEqual([["one", true]]);
  expect(told.links.at(-1)).toBe("signed out");
});

test("a page that is left ends its stream without a failure, and one that is shown again opens it", async () => {
  let closed = 0;
  const { origin, requests } = await startHttpServer((_request, response) => {
    response.on("close", () => (closed += 1));
    begin(response, "data: one\n\n");
  });
  const told = follow(origin);
  await expect.poll(() => told.data.length).toBe(1);
  window.dispatchEvent(new Event("pagehide"));
  await expect.poll(() => closed).toBe(1);
  expect(told.links).toEqual(["connecting", "open", "open"]);
  expect(requests).toHaveLength(1);
  window.dispatchEvent(new Event("pageshow"));
  await expect.poll(() => told.data.length).toBe(2);
  expect(reported).toEqual([]);
});

test("another network opens the stream anew at once, and one that is stopped is closed", async () => {
  let open = 0;
  const { origin, requests } = await startHttpServer((_request, response) => {
    open += 1;
    response.on("close", () => (open -= 1));
    begin(response, "data: one\n\n");
  });
  const told = follow(origin);
  await expect.poll(() => told.data.length).toBe(1);
  window.dispatchEvent(new Event("offline"));
  window.dispatchEvent(new Event("online"));
  await expect.poll(() => told.data.length).toBe(2);
  await expect.poll(() => open).toBe(1);
  expect(requests).toHaveLength(2);
  stream?.stop();
  await expect.poll(() => open).toBe(0);
});

test("a defect of the page in taking an event is shown to the browser, and the stream goes on", async () => {
  const { origin } = await startHttpServer((_request, response, times) =>
    begin(response, `data: ${times}\n\n`),
  );
  const defect = new RangeError("a defect");
  const told = follow(origin, (text) => {
    if (text === "0") throw defect;
  });
  await expect.poll(() => told.data.at(-1)).toEqual(["1", true]);
  expect(reported).toEqual([defect]);
});
