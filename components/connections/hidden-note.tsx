import { Code } from "@/components/ui/code";
import { OPENS } from "@/lib/postgres/predefined-roles";
import { asIdentifier, roleName } from "@/lib/failure/text";

type HiddenNoteProps = { hidden: number; visitor: string };

/** How many sessions were hidden from us, and what shows them. */
export function HiddenNote({ hidden, visitor }: HiddenNoteProps) {
  const role = asIdentifier(roleName({ user: visitor, provider: "other" }));
  return (
    <div className="grid gap-2 text-sm text-muted">
      <p>
        {hidden === 1 ? "1 session shows" : `${hidden} sessions show`} neither address nor state nor age to
        the role that Headroom logs in as. They are counted all the same. An administrator can let it see
        them. {OPENS.pg_read_all_stats}
      </p>
      {role !== null && <Code code={`GRANT pg_read_all_stats TO ${role};`} />}
    </div>
  );
}
