import { ArrowRight } from "lucide-react";
import { LinkButton } from "@/components/ui/link-button";
import { Status } from "@/components/ui/status";
import type { Finding } from "@/lib/checks/finding";

type NextStepProps = {
  databaseId: string;
  /** The worst finding about replication; null where none is open. */
  worst: Pick<Finding, "id" | "title" | "status" | "found"> | null;
};

/** The end of the page: the worst finding's options, or the place to watch. */
export function NextStep({ databaseId, worst }: NextStepProps) {
  return (
    <section
      aria-label="Next step"
      className="flex flex-wrap items-center justify-between gap-4 border-t border-line pt-4"
    >
      {worst === null ? (
        <p className="text-muted">Nothing about replication is open.</p>
      ) : (
        <div className="min-w-0 flex-1 basis-72">
          <p className="flex flex-wrap items-center gap-2">
            <Status of={worst.status} />
            <span className="font-medium">{worst.title}</span>
          </p>
          <p className="mt-1 text-sm text-muted wrap-anywhere">{worst.found}</p>
        </div>
      )}
      <LinkButton
        variant="primary"
        href={
          worst === null
            ? `/databases/${databaseId}/connections`
            : `/databases/${databaseId}/readiness?check=${encodeURIComponent(worst.id)}`
        }
      >
        {worst === null ? "Watch connections" : "Show how"}
        <ArrowRight aria-hidden className="size-4" />
      </LinkButton>
    </section>
  );
}
