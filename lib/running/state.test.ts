import { expect, test } from "vitest";
import { changeText, stateOf } from "./state";

test.each([
  [200, "active", "active"],
  [202, "waiting", "waiting"],
  [202, "starting", "starting"],
  [null, null, "silent"],
  [200, "starting", "foreign"],
  [200, null, "foreign"],
  [502, null, "foreign"],
] as const)("HTTP %s with %s is %s", (httpStatus, status, state) => {
  expect(stateOf({ httpStatus, status })).toBe(state);
});

test("a change of version, of state or of both is one text, and no change is none", () => {
  const of = (state: "active" | "silent" | "starting", version: string | null) => ({ state, version });
  expect(changeText(of("active", "1.7.12"), of("active", "1.8.1"))).toBe("Electric 1.7.12 → 1.8.1");
  expect(changeText(of("active", "1.8.1"), of("silent", "1.8.1"))).toBe("Electric active → no answer");
  expect(changeText(of("active", "1.7.12"), of("starting", "1.8.1"))).toBe(
    "Electric 1.7.12 → 1.8.1, Electric active → starting",
  );
  expect(changeText(of("active", null), of("active", "1.8.1"))).toBeNull();
});
