"use client";

import { useState, useTransition, type ReactNode } from "react";
import { RemoveDialog } from "./remove-dialog";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { Database } from "@/lib/databases/database";

/** An action that leads on by itself when it worked, and says why when it did not. */
export type DangerAction = () => Promise<{ message: string } | void>;

type Props = {
  database: Pick<Database, "name" | "archivedAt" | "kind">;
  duplicate: DangerAction;
  archive: DangerAction;
  restore: DangerAction;
  remove: DangerAction;
};

function Row({ title, says, children }: { title: string; says: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-t border-line py-4 first:border-t-0">
      <div className="min-w-0 flex-1 basis-72">
        <h3 className="font-medium">{title}</h3>
        <p className="text-sm text-muted">{says}</p>
      </div>
      {children}
    </div>
  );
}

/** The acts on a database besides editing it: duplicate, archive, delete. */
export function DangerZone({ database, duplicate, archive, restore, remove }: Props) {
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  const run = (action: DangerAction) =>
    start(async () => {
      const refusal = await action();
      setProblem(refusal?.message ?? null);
      setAsking(false);
    });
  const archived = database.archivedAt !== null;
  return (
    <section aria-labelledby="danger" className="border-t border-line pt-6">
      <h2 id="danger" className="text-lg font-medium">
        More
      </h2>
      {problem && (
        <Callout tone="fail" role="alert" title="That did not work" className="mt-4">
          {problem}
        </Callout>
      )}
      <div className="mt-2">
        <Row
          title="Duplicate"
          says="A second entry with the same target. The password is not carried over: it is typed again."
        >
          <Button onClick={() => run(duplicate)} pending={pending}>
            Duplicate
          </Button>
        </Row>
        <Row
          title={archived ? "Restore" : "Archive"}
          says={
            archived
              ? "Shows it on the overview again; its history was kept."
              : "Takes it off the overview and stops checking it. Its history is kept, and it can be restored."
          }
        >
          <Button onClick={() => run(archived ? restore : archive)} pending={pending}>
            {archived ? "Restore" : "Archive"}
          </Button>
        </Row>
        <Row
          title="Delete"
          says="Removes the entry, its password and everything that was kept of its checks. This cannot be undone."
        >
          <Button variant="danger" onClick={() => setAsking(true)}>
            Delete …
          </Button>
        </Row>
      </div>
      <RemoveDialog
        name={database.name}
        open={asking}
        pending={pending}
        onClose={() => setAsking(false)}
        onRemove={() => run(remove)}
      />
    </section>
  );
}
