import { budgetDeployFits } from "@/lib/checks/budget/deploy-fits";
import { budgetHeadroom } from "@/lib/checks/budget/headroom";
import { budgetPoolFits } from "@/lib/checks/budget/pool-fits";
import { budgetPoolSize } from "@/lib/checks/budget/pool-size";

/** Checks that more connections or a smaller pool make pass. */
export const BUDGET_CHECKS = [
  budgetPoolFits.id,
  budgetDeployFits.id,
  budgetHeadroom.id,
  budgetPoolSize.id,
] as const;
