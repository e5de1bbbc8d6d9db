import { TriangleAlert } from "lucide-react";
import { recommendationOf } from "@/lib/budget/recommendation";
import type { Budget } from "@/lib/budget/schema";
import { poolsSeen } from "@/lib/budget/pools-seen";
import type { Sample } from "@/lib/sample/schema";
import type { Target } from "@/lib/target/schema";

type KnownOfElectricProps = { sample: Sample; target: Target; budget: Budget | null };

/** Recommendation with its sums, and what can be told of Electric's sessions. */
export function KnownOfElectric({ sample, target, budget }: KnownOfElectricProps) {
  const advice = budget && recommendationOf(budget, target);
  const { sentences } = poolsSeen(sample, target);
  return (
    <div className="grid grid-cols-1 gap-4 md:max-xl:grid-cols-2">
      {advice && (
        <div>
          <h3 className="text-sm font-medium text-muted">
            {advice.kind === "fits" ? "It fits" : "What helps"}
          </h3>
          <p className="mt-1 flex gap-2 font-medium">
            {advice.kind === "short" && (
              <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-fail" />
            )}
            <span>{advice.sentence}</span>
          </p>
          <ul className="mt-1 grid gap-1 text-sm text-muted">
            {advice.sums.map((sum) => (
              <li key={sum}>{sum}</li>
            ))}
          </ul>
        </div>
      )}
      <div>
        <h3 className="text-sm font-medium text-muted">What is seen of Electric</h3>
        <ul className="mt-1 grid gap-1">
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </div>
    </div>
  );
}
