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

/** The visiting role may not see who is connected. */
export function ConnectionsUnseen() {
  return (
    <p className="text-muted">
      The visiting role may not see who holds the connections, so the gauge cannot be drawn. The checks of the
      connection budget say which grant would show it.
    </p>
  );
}
