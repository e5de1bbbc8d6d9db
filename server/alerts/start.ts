import "server-only";
import type { Monitor } from "../monitor/monitor";
import { DeliveryWorker } from "./delivery/worker";
import type { Send } from "./delivery/deliver";
import { AlertEngine } from "./engine";
import type { ChannelRef } from "./episode";
import { makeDefaultRules } from "./rules/defaults";

export type Channels = { list: () => Promise<readonly ChannelRef[]>; send: Send };

/** Starts the alerts of this process over its monitor: rules, decisions and deliveries. */
export function startAlerts(monitor: Pick<Monitor, "latest" | "isMine">, channels: Channels): void {
  if (globalThis.headroomAlerts !== undefined) return;
  const worker = new DeliveryWorker(channels.send);
  const engine = new AlertEngine({
    latest: (id) => monitor.latest(id),
    isMine: (id) => monitor.isMine(id),
    channels: channels.list,
    onDecided: () => worker.wake(),
    prepare: makeDefaultRules,
  });
  globalThis.headroomAlerts = {
    onLive: (live, isSample) => engine.onLive(live, isSample),
    onCheck: (database, snapshot) => engine.onCheck(database, snapshot),
    onChange: () => void engine.tick(),
    close: async () => {
      await engine.close();
      await worker.close();
    },
  };
  worker.start();
  void engine.tick();
}
