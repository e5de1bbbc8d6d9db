import { limitOf } from "./kinds/headroom-below";
import type { Condition } from "./kinds";

/** An alert as far as it is compared with the others of its server. */
type Comparable = { server: string; condition: Condition; databases: readonly { id: string }[] };

/**
 * Returns the alerts that no other one of their server says already about the same databases, each with those that it covers: of a
 * shortage below two limits the worse is told.
 */
export function withCovered<Alert extends Comparable>(
  alerts: readonly Alert[],
): { alert: Alert; covered: Alert[] }[] {
  const isCovered = (alert: Alert, by: Alert) =>
    by !== alert &&
    by.server === alert.server &&
    covers(by.condition, alert.condition) &&
    alert.databases.every(({ id }) => by.databases.some((one) => one.id === id));
  return alerts
    .filter((alert) => !alerts.some((by) => isCovered(alert, by)))
    .map((alert) => ({ alert, covered: alerts.filter((other) => isCovered(other, alert)) }));
}

/** Usable connections for which two limits are compared where one is a share. */
const COMPARED_USABLE = 100;

/**
 * Returns whether an alert of one condition, while it fires, says what an alert of another would: one outage is one message. A server
 * that is full or unreachable has no data; a shortage is below every wider limit.
 */
export function covers(firing: Condition, other: Condition): boolean {
  switch (firing.kind) {
    case "unreachable":
    case "full":
      return other.kind === "no-data";
    case "headroom-below":
      if (other.kind === "headroom-ends") return true;
      return (
        other.kind === "headroom-below" &&
        limitOf(firing.below, COMPARED_USABLE) < limitOf(other.below, COMPARED_USABLE)
      );
    case "slot-lost":
      return ["slot-inactive", "slot-lag", "slot-ends", "electric-not-active"].includes(other.kind);
    case "slot-inactive":
      return ["slot-lag", "slot-ends"].includes(other.kind);
    case "electric-not-active":
    case "headroom-ends":
    case "no-data":
    case "slot-lag":
    case "slot-ends":
    case "replication-changed":
    case "verdict-worse":
    case "check-failing":
      return false;
  }
}
