import { Page } from "@/components/shell/page";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

/** A database that is not here, or not any more; thrown by the layout of its pages. */
export default function DatabaseNotFound() {
  return (
    <Page>
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        title="This database is not here"
        actions={
          <LinkButton href="/" variant="primary">
            Overview
          </LinkButton>
        }
      >
        The address may be mistyped, or the database was removed.
      </EmptyState>
    </Page>
  );
}
