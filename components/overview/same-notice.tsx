import Link from "next/link";
import { Fragment } from "react";
import { Callout } from "@/components/ui/callout";

type Named = { id: string; name: string };

/** Says which entries are one database: its sessions are counted twice, and every act has two places. */
export function SameNotice({ groups }: { groups: readonly (readonly Named[])[] }) {
  if (groups.length === 0) return null;
  return (
    <Callout title={groups.length === 1 ? "One database was added twice" : "Some databases were added twice"}>
      <ul>
        {groups.map((group) => (
          <li key={group.map(({ id }) => id).join()}>
            <Names of={group} /> are the same database. Archive or remove{" "}
            {group.length > 2 ? "all but one" : "one"} in its settings.
          </li>
        ))}
      </ul>
    </Callout>
  );
}

function Names({ of }: { of: readonly Named[] }) {
  return of.map(({ id, name }, at) => (
    <Fragment key={id}>
      {at > 0 && (at === of.length - 1 ? " and " : ", ")}
      <Link href={`/databases/${id}`} prefetch={false} className="text-accent underline underline-offset-2">
        {name}
      </Link>
    </Fragment>
  ));
}
