import type { Slot } from "@/lib/snapshot/replication";
import { providers, type ProviderId } from "@/lib/postgres/provider";
import type { Target } from "@/lib/target/schema";

export type FailoverWish = "demanded" | "useful" | "none";

/**
 * Returns what a failover slot is worth to this target: "demanded" where the slot is lost at the next failover
 * otherwise (PlanetScale in production: PlanetScale docs, integrations/logical-cdc), "useful" where a standby can take
 * over, "none" where none is expected. Without a provider's word a connected standby's physical slot speaks for it.
 */
export function failoverWanted(
  target: Pick<Target, "environment">,
  provider: ProviderId,
  slots: readonly Pick<Slot, "type" | "temporary" | "active">[] = [],
): FailoverWish {
  if (target.environment === "development") return "none";
  const standby = slots.some(({ type, temporary, active }) => type === "physical" && !temporary && active);
  const wish = providers[provider].failover;
  if (wish === "demanded") return target.environment === "production" ? "demanded" : "useful";
  return wish === "none" && provider === "other" && standby ? "useful" : wish;
}
