import { describe, expect, test } from "vitest";
import type { Blow } from "./blows";
import { handOversOf, overlapsOf } from "./hand-overs";
import { sessionsOf, type Session } from "./sessions";

const session = (replica: number, from: number, to = from + 10, server = 0): Session => ({
  server,
  replica,
  from,
  to,
});
const blow = (kind: Blow["kind"], replica: number, at: number, backAt: number): Blow => ({
  kind,
  replica,
  at,
  backAt,
});

describe("a server's log", () => {
  const log = [
    `100.500|127.0.0.11(4001)|[unknown]|LOG:  connection authorized: user=postgres database=a application_name=headroom`,
    `100.600|127.0.0.1(4002)|[unknown]|LOG:  connection authorized: user=postgres database=a application_name=soak`,
    `100.750|127.0.0.11(4001)|headroom|LOG:  disconnection: session time: 0:00:00.250 user=postgres database=a host=127.0.0.11 port=4001`,
    `101.000|127.0.0.12(4001)|[unknown]|LOG:  connection authorized: user=postgres database=a application_name=headroom`,
  ].join("\n");

  test("has the sessions of each replica, and one that is open ends now", () => {
    expect(sessionsOf(log, 3, [1, 2], 102_000)).toEqual([
      { server: 3, replica: 1, from: 100_500, to: 100_750 },
      { server: 3, replica: 2, from: 101_000, to: 102_000 },
    ]);
  });
});

describe("a hand-over", () => {
  test("takes from the kill until another replica's session", () => {
    const { moved, kept } = handOversOf(
      [blow("kill", 1, 10_000, 20_000)],
      [session(1, 8_000), session(2, 13_500), session(2, 18_500)],
    );
    expect(moved.map(({ ms }) => ms)).toEqual([3_500]);
    expect(kept).toBe(0);
  });

  test("is none where the replica did not sample the server, or was back first", () => {
    const kill = [blow("kill", 2, 10_000, 20_000)];
    expect(handOversOf(kill, [session(1, 8_000), session(1, 13_000)])).toEqual({ moved: [], kept: 0 });
    const pause = [blow("pause", 1, 10_000, 12_000)];
    expect(handOversOf(pause, [session(1, 8_000), session(1, 13_000)])).toEqual({ moved: [], kept: 1 });
  });
});

describe("two replicas with one server", () => {
  test("are no overlap one after the other, nor on two servers", () => {
    expect(overlapsOf([session(1, 0, 100), session(2, 100, 200), session(1, 150, 300, 1)], [], [])).toEqual(
      [],
    );
  });

  test("are an overlap without a reason, beside a repair, or with a paused replica", () => {
    const both = [session(1, 0, 100), session(2, 50, 200)];
    const why = (blows: Blow[], repairs = false) =>
      overlapsOf(both, blows, repairs ? [{ server: 0, from: 0, to: 60 }] : []).map((each) => each.why);
    expect(why([])).toEqual(["other"]);
    expect(why([], true)).toEqual(["beside a repair"]);
    expect(why([blow("pause", 1, 20, 90)])).toEqual(["left open by a paused replica"]);
    expect(why([blow("pause", 2, 0, 40)])).toEqual(["within 1 s after a pause"]);
    expect(why([blow("kill", 1, 20, 90)])).toEqual(["other"]);
  });
});
