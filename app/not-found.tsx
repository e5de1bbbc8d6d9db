import type { Metadata } from "next";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

export const metadata: Metadata = { title: "Not found" };

/** An address behind which there is nothing. */
export default function NotFoundPage() {
  return (
    <main className="mx-auto max-w-2xl px-4 py-16">
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        title="There is nothing at this address"
        actions={<LinkButton href="/">Overview</LinkButton>}
      >
        The address may be mistyped, or what stood here was deleted.
      </EmptyState>
    </main>
  );
}
