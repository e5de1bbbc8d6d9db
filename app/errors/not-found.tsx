import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

/** An error that no entry is about. */
export default function ErrorNotFound() {
  return (
    <>
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        title="No known error has this address"
        actions={<LinkButton href="/errors">Known errors</LinkButton>}
      >
        The address may be mistyped. Paste the text of the error to find it.
      </EmptyState>
    </>
  );
}
