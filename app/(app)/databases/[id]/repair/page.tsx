import type { Metadata } from "next";
import Link from "next/link";
import { Archived } from "@/components/database-page/notices";
import { repairPath, readRepairUrl, titleOfWanted } from "@/components/repair/repair-url";
import { ProposalList } from "@/components/repair/proposals/proposal-list";
import { Repair } from "@/components/repair/repair";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { checks } from "@/lib/checks";
import type { Wanted } from "@/lib/repair/request";
import { listAdmins } from "@/server/people/admins";
import { listProposals } from "@/server/repair/proposals/list";
import { readTwoPerson } from "@/server/repair/proposals/two-person";
import { databaseOf, databaseTitle, type DatabaseParams } from "../data";
import {
  cancelRepair,
  makePassword,
  proposeRepair,
  startRepair,
  takeUpRepair,
  withdrawRepair,
} from "./actions";

type FixPageProps = DatabaseParams & { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const generateMetadata = async (props: DatabaseParams): Promise<Metadata> => ({
  title: await databaseTitle(props, "repair"),
});

const titles: ReadonlyMap<string, string> = new Map(checks.map(({ id, title }) => [id, title]));

/** Returns what the page is for, by its address; what is chosen in it belongs to the reader. */
function wantedOf(params: Awaited<FixPageProps["searchParams"]>): Wanted {
  const query = new URLSearchParams();
  for (const name of ["for", "undo"]) {
    const value = params[name];
    if (typeof value === "string") query.set(name, value);
  }
  return readRepairUrl(query).wanted;
}

/** The guided repair: strategy, choices, plan, dry run, apply, verified. */
export default async function FixPage({ params, searchParams }: FixPageProps) {
  const { ctx, role, database: registered } = await databaseOf((await params).id);
  const { id, host, port, database, sslmode, provider, user, target, archivedAt } = registered;
  const wanted = wantedOf(await searchParams);
  const heading = <h2 className="text-xl font-semibold wrap-anywhere">{titleOfWanted(wanted, titles)}</h2>;
  if (archivedAt !== null)
    return (
      <>
        <Archived databaseId={id} at={archivedAt} />
        {heading}
        <p className="text-muted">Nothing is planned for a database that is archived.</p>
      </>
    );
  if (wanted.kind === "checks" && !wanted.checks.every((check) => titles.has(check)))
    return (
      <EmptyState
        title="No such check"
        actions={<LinkButton href={`/databases/${id}/readiness`}>See every check</LinkButton>}
      >
        This address is to fix a check that this version of Headroom does not have. Each check that can be
        fixed has a button of its own.
      </EmptyState>
    );
  const [proposals, twoPerson] = await Promise.all([listProposals(ctx, id), readTwoPerson(ctx, id)]);
  return (
    <>
      {heading}
      <ProposalList
        proposals={proposals}
        titles={Object.fromEntries(titles)}
        admin={role === "admin"}
        twoPerson={twoPerson.on}
        withdraw={withdrawRepair.bind(null, id)}
      />
      <Repair
        key={id}
        database={{
          id,
          name: registered.name,
          environment: target.environment,
          role: target.role,
          poolSize: Math.max(2, target.poolSize),
          confirm: target.environment === "production" ? registered.name : null,
          address: { host, port, database, sslmode, provider, user, ipv6: target.ipv6 },
        }}
        admins={role === "admin" ? [] : await listAdmins(ctx)}
        actions={{
          mayApply: role === "admin",
          start: startRepair.bind(null, id),
          propose: proposeRepair.bind(null, id),
          cancel: cancelRepair.bind(null, id),
          takeUp: takeUpRepair.bind(null, id),
          newPassword: makePassword,
        }}
      />
      {wanted.kind !== "clean-up" && (
        <p className="border-t border-line pt-4 text-sm text-muted">
          <Link
            href={repairPath(id, { kind: "clean-up" })}
            className="text-accent underline underline-offset-2"
          >
            Remove Electric from this database
          </Link>
          : a plan drops publication, slot, role and grants, and gives the tables back to their owners.
        </p>
      )}
    </>
  );
}
