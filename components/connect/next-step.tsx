import { ArrowRight } from "lucide-react";
import { LinkButton } from "@/components/ui/link-button";

type NextStepProps = {
  databaseId: string;
  /** The database is ready, so that this is the step to press. */
  isReady: boolean;
};

/** The step after this page: what Electric will do is tried before it is started. */
export function NextStep({ databaseId, isReady }: NextStepProps) {
  return (
    <section
      aria-label="Next step"
      className="flex flex-wrap items-center justify-between gap-4 border-t border-line pt-6"
    >
      <p className="min-w-0 flex-1 basis-64 text-muted">
        Before you start it: do what Electric does at its start, and roll it back.
      </p>
      <LinkButton href={`/databases/${databaseId}/test`} variant={isReady ? "primary" : "secondary"}>
        Test as Electric
        <ArrowRight aria-hidden className="size-4" />
      </LinkButton>
    </section>
  );
}
