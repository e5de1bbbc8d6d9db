import { poolsSeen } from "@/lib/budget/pools-seen";
import type { Sample } from "@/lib/sample/schema";
import type { Target } from "@/lib/target/schema";

type KnownOfElectricProps = { sample: Sample; target: Target };

/** State of knowledge of Electric's sessions. */
export function KnownOfElectric({ sample, target }: KnownOfElectricProps) {
  return (
    <ul className="grid gap-1">
      {poolsSeen(sample, target).sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
