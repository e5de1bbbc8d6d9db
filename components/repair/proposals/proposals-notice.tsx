import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";
import type { Proposal } from "@/lib/repair/proposal";
import { count, listed } from "@/lib/text/words";

type ProposalsNoticeProps = {
  proposals: readonly Proposal[];
  /** The page is the database's own: its name says nothing there. */
  ofOne?: boolean;
};

/** Says to admins that plans wait for them, with the way to the first; nothing where none does. */
export function ProposalsNotice({ proposals, ofOne = false }: ProposalsNoticeProps) {
  const [first] = proposals;
  if (first === undefined) return null;
  const names = [...new Set(proposals.map(({ databaseName }) => databaseName))];
  return (
    <Callout
      title={`${count(proposals.length, "proposed repair waits", "proposed repairs wait")} for an admin`}
      action={
        <LinkButton size="sm" href={`/databases/${first.databaseId}/repair`}>
          {ofOne ? "Read what is proposed" : `Open ${first.databaseName}`}
        </LinkButton>
      }
    >
      {ofOne ? "Proposed by " : ""}
      {listed([...new Set(proposals.map(({ by }) => by))])}
      {ofOne ? "" : `: ${listed(names)}`}.
    </Callout>
  );
}
