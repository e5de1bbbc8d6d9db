import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";
import { RelativeTime } from "@/components/ui/relative-time";

/** An archived database: kept, not looked at. */
export function Archived({ databaseId, at }: { databaseId: string; at: string }) {
  return (
    <Callout
      title="This database is archived"
      action={
        <LinkButton href={`/databases/${databaseId}/settings`} size="sm">
          Settings
        </LinkButton>
      }
    >
      Archived <RelativeTime at={at} />. What was seen of it is kept; it is not checked any more. It can be
      restored in its settings.
    </Callout>
  );
}
