import { Callout } from "@/components/ui/callout";
import { Code } from "@/components/ui/code";
import { LinkButton } from "@/components/ui/link-button";
import type { Standing, StandingKind } from "./standing";
import type { Looked } from "./use-live";

const tones: Partial<Record<StandingKind, "warn" | "fail" | "info">> = {
  "signed out": "warn",
  reconnecting: "warn",
  unreachable: "fail",
  full: "fail",
  crowded: "warn",
  off: "info",
};

type TroubleProps = { standing: Standing; looked: Looked; detailed: boolean };

/**
 * Says what keeps samples from coming: what happened, why, what to do, and when Headroom tries again. Nothing while all is
 * well.
 */
export function Trouble({ standing: { kind, word, says }, looked, detailed }: TroubleProps) {
  const tone = tones[kind];
  if (tone === undefined) return null;
  const { live, nextTryMs } = looked;
  const ofDatabase = kind === "unreachable" || kind === "full" || kind === "crowded";
  const trouble = ofDatabase ? (live?.trouble ?? null) : null;
  return (
    <Callout
      tone={tone}
      title={ofDatabase ? `${word}: ${says}` : word}
      action={wayOn(kind, live?.databaseId)}
    >
      {!ofDatabase && <p>{says}</p>}
      {detailed && trouble !== null && (
        <>
          <p>{trouble.why}</p>
          <p className="mt-2 text-ink">{trouble.next}</p>
        </>
      )}
      {ofDatabase && nextTryMs !== null && (
        <p className="mt-2">
          {nextTryMs < 1000
            ? "Headroom is trying again."
            : `Headroom tries again in ${Math.ceil(nextTryMs / 1000)} s.`}
        </p>
      )}
      {detailed && trouble?.sql && <Code code={trouble.sql} className="mt-3 text-ink" />}
    </Callout>
  );
}

function wayOn(kind: StandingKind, databaseId: string | undefined) {
  if (kind === "signed out")
    return (
      <LinkButton href="/sign-in" variant="primary" size="sm">
        Sign in
      </LinkButton>
    );
  if (kind === "off" && databaseId !== undefined)
    return (
      <LinkButton href={`/databases/${databaseId}/settings`} size="sm">
        Settings
      </LinkButton>
    );
  return null;
}
