import type { ManualStep } from "./schema";

/** Values that can be set in place of each other. */
const WAYS = ["max_connections", "ELECTRIC_DB_POOL_SIZE"];

const isWay = ({ value }: ManualStep): boolean => value !== null && WAYS.includes(value.name);

const checksOf = ({ check, also = [] }: ManualStep): string[] => [check, ...also];

/**
 * Returns the steps with each of the two ways to make a pool fit told of the other, where the other makes all of its checks
 * pass as well: that they pass says then that one of both was gone, not which.
 */
export function withEither(steps: readonly ManualStep[]): ManualStep[] {
  return steps.map((step) => {
    const other = steps.find(
      (each) =>
        each !== step && isWay(each) && checksOf(step).every((check) => checksOf(each).includes(check)),
    );
    if (other === undefined || !isWay(step)) return step;
    return {
      ...step,
      either: true,
      says: `${step.says} Or “${other.title}”, which makes the same checks pass.`,
    };
  });
}
