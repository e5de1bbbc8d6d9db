import { expect, test } from "vitest";
import { swallowsIn } from "./swallows";

const found = (text: string) => swallowsIn("one.ts", text).length;

test("a handler that cannot see the error is a swallow, however it is written", () => {
  const swallows = [
    "work().catch(() => {});",
    "work().catch(() => null);",
    "work().catch((): Answer => NONE);",
    "work().catch(async () => again());",
    "work().catch(function () {});",
    "work().catch((_error) => {});",
    "work()\n  ?.catch(\n    () => {},\n  );",
    "work().then(done, () => undefined);",
    'client.on("error", () => {});',
    'pool.on("connect", (client) => client.on("error", () => {}));',
    'socket.once("error", (_error) => undefined);',
    'socket.addEventListener("error", function () { /* it ends */ });',
    "response.on('error', () => void 0);",
    "try { work(); } catch {}",
    "try { work(); } catch { /* it was away */ }",
    "try { work(); } catch (error) {\n  // it was away\n}",
  ];
  expect(swallows.filter((text) => found(text) !== 1)).toEqual([]);
  expect(swallowsIn("one.ts", "\nwork().catch(() => {});")).toEqual(["one.ts:2"]);
});

test("an error that is named, narrowed or passed on is none", () => {
  const sound = [
    'work().catch(ignoring("the next round does it"));',
    "work().catch((error: unknown) => fail(error));",
    "work().then(() => {}, fail);",
    "work().then(() => {});",
    "z.string().catch(null);",
    "try { work(); } catch { return null; }",
    "try { work(); } finally {}",
    'client.on("error", fallback(undefined, "the statement fails with it"));',
    'socket.once("error", () => resolve(false));',
    'socket.on("error", () => socket.destroy());',
    'socket.on("error", () => void socket.destroy());',
    'socket.on("close", () => {});',
    'const text = "work().catch(() => {})";',
  ];
  expect(sound.filter((text) => found(text) > 0)).toEqual([]);
});
