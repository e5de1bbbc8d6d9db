import { setTimeout as sleep } from "node:timers/promises";
import type { Chance } from "./chance";
import type { Replica } from "./replica";

export const BLOWS = ["kill", "pause", "restart"] as const;
export type BlowKind = (typeof BLOWS)[number];

/** One disturbance of a replica: when it began, and when the replica answered again; ms since 1970. */
export type Blow = { kind: BlowKind; replica: number; at: number; backAt: number };

/** Disturbs replicas at random and takes notes; one of them is always left alone. */
export class Blows {
  readonly all: Blow[] = [];
  readonly #under = new Set<Promise<void>>();

  constructor(
    private readonly replicas: () => readonly Replica[],
    private readonly chance: Chance,
  ) {}

  /** Disturbs a replica that is up, unless it is the last one. */
  strike(kind: BlowKind, number?: number): void {
    const up = this.replicas().filter(({ state }) => state === "up");
    if (up.length < 2) return;
    const replica = number === undefined ? this.chance.of(up) : up.find((each) => each.number === number);
    if (replica === undefined) return;
    const blow = { kind, replica: replica.number, at: Date.now(), backAt: Infinity };
    this.all.push(blow);
    const done = this.#through(replica, blow).finally(() => this.#under.delete(done));
    this.#under.add(done);
  }

  async #through(replica: Replica, blow: Blow): Promise<void> {
    const { kind } = blow;
    if (kind === "pause") {
      replica.pause();
      await sleep(this.chance.between(2_000, 25_000));
      replica.resume();
    } else {
      await (kind === "kill" ? replica.kill() : replica.stop());
      await sleep(this.chance.between(1_000, 6_000));
      await replica.start();
    }
    blow.backAt = Date.now();
  }

  /** Goes on until a time, ms since 1970; every replica is up when it resolves. */
  async until(end: number): Promise<void> {
    while (Date.now() < end) {
      await sleep(Math.min(end - Date.now(), this.chance.between(4_000, 12_000)));
      if (Date.now() < end) this.strike(this.chance.of(BLOWS));
    }
    await this.idle();
  }

  /** Resolves when every replica is up again. */
  async idle(): Promise<void> {
    await Promise.all(this.#under);
  }
}
