import type { Slot } from "@/lib/snapshot/replication";
import { providers, type ProviderId } from "@/lib/postgres/provider";
import type { Target } from "@/lib/target/schema";

export type FailoverWish = "demanded" | "useful" | "none";

/** Physical slots of a platform's own backup or storage: always active, and no standby reads them (Aiven, Vultr; Neon docs, logical replication). */
const PLATFORM_SLOTS: ReadonlySet<string> = new Set(["pghoard_local", "wal_proposer_slot"]);

/** Returns whether a physical slot is one of a platform's own backup or storage, which no standby reads. */
export const isPlatformSlot = (name: string): boolean => PLATFORM_SLOTS.has(name);

/** Returns the names in synchronized_standby_slots: a comma-separated list, quoted or not. */
export const namesInList = (list: string): string[] =>
  list
    .split(",")
    .map((name) => name.trim().replace(/^"(.*)"$/, "$1"))
    .filter((name) => name !== "");

/**
 * Returns what a failover slot is worth to this target: "demanded" where the slot is lost at the next failover
 * otherwise (PlanetScale in production: PlanetScale docs, integrations/logical-cdc), "useful" where a standby can take
 * over, "none" where none is expected. Without a provider's word a connected standby's physical slot speaks for it.
 */
export function failoverWanted(
  target: Pick<Target, "environment">,
  provider: ProviderId,
  slots: readonly Pick<Slot, "name" | "type" | "temporary" | "active">[] = [],
): FailoverWish {
  if (target.environment === "development") return "none";
  const standby = slots.some(
    ({ name, type, temporary, active }) =>
      type === "physical" && !temporary && active && !isPlatformSlot(name),
  );
  const wish = providers[provider].failover;
  if (wish === "demanded") return target.environment === "production" ? "demanded" : "useful";
  return wish === "none" && provider === "other" && standby ? "useful" : wish;
}
