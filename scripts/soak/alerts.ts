import { createServer } from "node:http";
import { once } from "node:events";
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { system } from "@/server/context";
import { addChannel } from "@/server/alerts/channels/add";
import { saveRule } from "@/server/alerts/rules/save";
import type { Tidy } from "../bench/tidy";
import { connect, type WatchedServer } from "./watched";

/** A server of a soak has some 120 connections left, and less than half of it under load. */
const BELOW = "90";
const LOAD = 80;
const LOAD_MS = 25_000;
const CALM_MS = 15_000;
/** After three alerts within an hour an alert goes on for 15 min (docs/alerts.md): each server gets fewer. */
const LOADS_PER_SERVER = 2;

const messageSchema = z.object({
  data: z.object({
    alertId: z.string(),
    event: z.string(),
    rule: z.string(),
    startedAt: z.string(),
    subjects: z.array(z.object({ name: z.string() })),
  }),
});

/** A message that the receiver got. `id` is the same at each try of one delivery. */
export type Delivery = {
  id: string;
  alert: string;
  event: string;
  server: number;
  startedAt: number;
  at: number;
};

/** A load on a server, during which its alert has to fire; ms since 1970. */
export type Load = { server: number; from: number; to: number };

/** A receiver of the alerts, and the loads that make one fire. */
export class Alerts {
  readonly deliveries: Delivery[] = [];
  readonly loads: Load[] = [];
  /** Messages of the rules that every Headroom begins with. */
  others = 0;

  #took(id: string, text: string): void {
    const { data } = messageSchema.parse(JSON.parse(text));
    if (data.rule !== `Headroom below ${BELOW}`) return void (this.others += 1);
    const [, server] = / of server (\d+)$/.exec(data.subjects[0]?.name ?? "") ?? [];
    const { alertId: alert, event } = data;
    const startedAt = Date.parse(data.startedAt);
    this.deliveries.push({ id, alert, event, server: Number(server), startedAt, at: Date.now() });
  }

  /** Starts the receiver; makes its channel and the rule. */
  async start(tidy: Tidy): Promise<void> {
    const server = createServer((request, response) => {
      let text = "";
      request.setEncoding("utf8");
      request.on("data", (chunk: string) => (text += chunk));
      request.on("end", () => {
        this.#took(String(request.headers["webhook-id"]), text);
        response.end();
      });
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    tidy.later(() => void server.close());
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("The receiver has no port.");
    const secret = `whsec_${randomBytes(32).toString("base64")}`;
    const url = `http://127.0.0.1:${address.port}/`;
    await addChannel(system, { kind: "webhook", name: "Soak", values: { url, secret } });
    await saveRule(system, null, { condition: { kind: "headroom-below", below: BELOW } });
  }

  /** Loads one server after the other until a time, ms since 1970. */
  async until(end: number, servers: readonly WatchedServer[]): Promise<void> {
    for (let turn = 0; turn < servers.length * LOADS_PER_SERVER; turn++) {
      const server = servers[turn % servers.length];
      if (server === undefined || Date.now() + LOAD_MS + CALM_MS > end) return;
      const sessions = await Promise.all(Array.from({ length: LOAD }, () => connect(server.port)));
      const from = Date.now();
      await sleep(LOAD_MS);
      await Promise.all(sessions.map((session) => session.end()));
      this.loads.push({ server: server.number, from, to: Date.now() });
      await sleep(CALM_MS);
    }
  }

  /** Waits until the receiver has the end of each alert that it was told, at most so long, ms. */
  async settle(limitMs: number): Promise<void> {
    for (const deadline = Date.now() + limitMs; Date.now() < deadline; await sleep(500)) {
      const { lost, unended } = this.figures();
      if (lost === 0 && unended === 0) return;
    }
  }

  /** Returns what became of the loads. */
  figures() {
    const firing = this.deliveries.filter(({ event }) => event === "firing");
    const ended = new Set(
      this.deliveries.flatMap(({ event, alert }) => (event === "resolved" ? [alert] : [])),
    );
    const alertsOf = ({ server, from, to }: Load) =>
      new Set(
        firing.flatMap((told) =>
          told.server === server && told.startedAt >= from - 1_000 && told.startedAt <= to + 5_000
            ? [told.alert]
            : [],
        ),
      );
    const perLoad = this.loads.map(alertsOf);
    const expected = new Set(perLoad.flatMap((alerts) => [...alerts]));
    const alerts = new Set(firing.map(({ alert }) => alert));
    const ids = new Set(this.deliveries.map(({ id }) => id));
    const kinds = new Set(this.deliveries.map(({ alert, event }) => `${alert} ${event}`));
    const waits = this.loads.flatMap((load) => {
      const first = firing.find(({ alert }) => alertsOf(load).has(alert));
      return first === undefined ? [] : [first.at - load.from];
    });
    return {
      lost: perLoad.filter((each) => each.size === 0).length,
      doubled: perLoad.filter((each) => each.size > 1).length,
      /** Alerts at a moment without a load. */
      stray: [...alerts].filter((alert) => !expected.has(alert)).length,
      unended: [...alerts].filter((alert) => !ended.has(alert)).length,
      /** Messages of one alert and event with two ids, which no receiver can tell from two. */
      twice: ids.size - kinds.size,
      /** The same id again, which a receiver leaves out. */
      repeated: this.deliveries.length - ids.size,
      waits,
    };
  }
}
