import type { AlertMessage } from "../message";

/** A message as the engine makes it: production is 7 short. */
export const aMessage: AlertMessage = {
  alertId: "5f0c4a3e-6d7b-4f8e-9a55-6f6d0f5b2c11",
  event: "firing",
  severity: "critical",
  headline: "7 short",
  sentences: ["20 claimed + 9 others = 29 of 22 usable (25 − 3 reserved).", "shop-web holds 6 connections."],
  rule: "Headroom below 0",
  subjects: [{ name: "orders", environment: "production", url: "https://headroom.example.com/databases/1" }],
  action: { label: "Lower a pool", url: "https://headroom.example.com/databases/1/connections" },
  startedAt: "2026-11-30T13:31:00.000Z",
  endedAt: null,
};
