import { Code } from "@/components/ui/code";

/** Stands where a sample is needed and none has come yet. */
export function NoSample({ what }: { what: string }) {
  return <p className="text-muted">{what} There is no sample yet.</p>;
}

/** The sampling role may not see the sessions: the statement that shows them. */
export function NothingSeen({ grant }: { grant: string }) {
  return (
    <div className="grid gap-3">
      <p>The role that Headroom logs in as may not see who is connected. An administrator can let it:</p>
      <Code code={grant} />
    </div>
  );
}
