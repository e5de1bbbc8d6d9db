import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";
import type { Refusal } from "@/lib/connect/refusals";

type RefusalsProps = { databaseId: string; refusals: readonly Refusal[]; mayEdit: boolean };

/** Values with which Electric would not start: no file is offered before they are changed. */
export function Refusals({ databaseId, refusals, mayEdit }: RefusalsProps) {
  return refusals.map(({ variable, words, says }) => (
    <Callout
      key={variable + says}
      tone="fail"
      title={`${variable} cannot be this`}
      action={
        mayEdit ? (
          <LinkButton href={`/databases/${databaseId}/settings`} variant="primary">
            Change the settings
          </LinkButton>
        ) : null
      }
    >
      <p>{says}</p>
      {words !== null && (
        <p className="mt-2">
          {variable === "ELECTRIC_REPLICATION_STREAM_ID" && words.startsWith("replication slot")
            ? "Postgres"
            : "Electric"}{" "}
          says: <code className="font-mono text-sm">{words}</code>
        </p>
      )}
      {!mayEdit && <p className="mt-2">Ask an admin of this Headroom to change it.</p>}
    </Callout>
  ));
}
