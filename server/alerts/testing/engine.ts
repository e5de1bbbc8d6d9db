import "server-only";
import { aLive } from "@/lib/alerts/fixture";
import type { AlertMessage } from "@/lib/alerts/message";
import { budgetOf } from "@/lib/budget/budget";
import type { Database } from "@/lib/databases/database";
import type { Live } from "@/lib/live/schema";
import { aGroup, sampleWith } from "@/lib/sample/fixture";
import type { SendResult } from "../delivery/deliver";
import { AlertEngine } from "../engine";

/** A sample of now with so many sessions of an application: 77 are left of 97 beside Electric's 20. */
export function liveWith(database: Database, others: number, at: number, change: Partial<Live> = {}): Live {
  const sample = sampleWith((good) => {
    good.activity = {
      groups: [aGroup("", 20, { role: "electric", beforeWalSender: 4 }), aGroup("web", others)],
      hidden: 0,
    };
  });
  const time = new Date(at).toISOString();
  return aLive(
    {
      databaseId: database.id,
      budget: budgetOf(sample, database.target),
      sampledAt: time,
      sentAt: time,
      ...change,
    },
    sample,
  );
}

/** An engine over live events that a test sets, with a clock that it moves. */
export class TestEngine {
  readonly lives = new Map<string, Live>();
  /** A test's hour: nothing here waits for time. */
  clock = { now: Date.parse("2026-11-30T14:00:00.000Z") };
  mine: (id: string) => boolean = () => true;
  readonly engine: AlertEngine;

  constructor(
    channels: readonly { id: string; name: string }[] = [{ id: "slack", name: "Slack" }],
    prepare: () => Promise<void> = () => Promise.resolve(),
  ) {
    this.engine = new AlertEngine(
      {
        latest: (id) => this.lives.get(id) ?? null,
        isMine: (id) => this.mine(id),
        channels: () => Promise.resolve(channels),
        onDecided: () => undefined,
        prepare,
        now: () => this.clock.now,
      },
      // The clock is the test's own.
      2_000_000_000,
    );
  }

  /** Takes a sample with so many sessions of an application, and waits for the decision. */
  async sample(database: Database, others: number, change: Partial<Live> = {}): Promise<void> {
    const live = liveWith(database, others, this.clock.now, change);
    this.lives.set(database.id, live);
    this.engine.onLive(live, live.state === "sampling");
    await this.engine.idle();
  }

  /** Lets time pass, and the clock decide. */
  async pass(ms: number): Promise<void> {
    this.clock.now += ms;
    await this.engine.tick();
    await this.engine.idle();
  }
}

/** A receiver that answers as a test says, and remembers what it got. */
export class TestReceiver {
  readonly got: { channel: string; message: AlertMessage; delivery: string }[] = [];
  answer: (message: AlertMessage) => SendResult | Promise<SendResult> = () => ({ ok: true });

  readonly send = async (
    channel: string,
    message: AlertMessage,
    _signal: AbortSignal,
    delivery: string,
  ): Promise<SendResult> => {
    this.got.push({ channel, message, delivery });
    return this.answer(message);
  };

  get told(): string[] {
    return this.got.map(({ message: { event, headline } }) => `${event} ${headline}`);
  }
}
