import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { poolSplit } from "@/lib/electric/pool";
import { newInstance, type Instance, type StandInStatus } from "@/lib/sandbox/stand-in";
import { StandInPanel } from "./stand-in-panel";

const stopped: StandInStatus = {
  running: true,
  targetPoolSize: 20,
  load: "changing",
  loadHeld: 7,
  standIn: null,
};
const running = (...instances: Partial<Instance>[]): StandInStatus => ({
  ...stopped,
  standIn: {
    poolSize: 20,
    environment: [{ name: "ELECTRIC_DB_POOL_SIZE", value: "20" }],
    borrowedRole: false,
    instances: instances.map((change) => ({ ...newInstance(poolSplit(20)), ...change })),
  },
});
const active: Partial<Instance> = { phase: "active", held: { admin: 4, snapshot: 16, walsenders: 1 } };

const drawn = (initial: StandInStatus, mayControl = true) => {
  const never = () => Promise.resolve(stopped);
  return renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <StandInPanel
        initial={initial}
        mayControl={mayControl}
        start={never}
        stop={never}
        setLoad={never}
        stopSandbox={() => Promise.resolve()}
      />
    </QueryClientProvider>,
  );
};

test("stopped it offers to start with the target's pool size", () => {
  const html = drawn(stopped);
  expect(html).toContain("Start the stand-in");
  expect(html).not.toContain("Stop the stand-in");
  expect(html).toMatch(/<input[^>]*name="poolSize"[^>]*value="20"/);
  expect(html).toContain("4 admin + 16 snapshot connections");
});

test("running it says what it holds, and offers to restart and to stop", () => {
  const html = drawn(running(active));
  expect(html).toContain("Active: 4 + 16 connections and 1 walsender");
  expect(html).toContain("Restart the stand-in");
  expect(html).toContain("Stop the stand-in");
});

test("two instances are told apart by name", () => {
  const html = drawn(running(active, { phase: "lock", held: { admin: 4, snapshot: 0, walsenders: 1 } }));
  expect(html).toContain("First instance");
  expect(html).toContain("Second instance, as in a rolling deploy");
});

test("a member sees the state and the load, and no button or field", () => {
  const html = drawn(running(active), false);
  expect(html).toContain("Active: 4 + 16 connections and 1 walsender");
  expect(html).toContain("Application connections: 6 to 9, changing. It holds 7 now. Only admins");
  expect(html).not.toMatch(/<(input|select|form)\b/);
  expect(html).not.toMatch(/Stop the|Start the|Restart the/);
});

test("what Postgres says stays text", () => {
  const html = drawn(running({ refused: 3, error: '<img src=x onerror="alert(1)">' }));
  expect(html).not.toContain("<img");
  expect(html).toContain("&lt;img");
});

test("an application that is refused says so beside how many it wants", () => {
  expect(drawn({ ...stopped, load: 6, loadHeld: 2 })).toContain("It holds 2 now; it tries again every 2 s.");
  expect(drawn({ ...stopped, load: 6, loadHeld: 6 })).toContain("It holds 6 now.");
});
