import type { Metadata } from "next";
import { AddForm } from "@/components/database-form/add-form";
import { TrySandbox } from "@/components/sandbox/try-sandbox";
import { Page } from "@/components/shell/page";
import { Callout } from "@/components/ui/callout";
import { checks } from "@/lib/checks";
import { requireSession } from "@/server/auth/session";
import { listDatabases } from "@/server/databases/list";
import { startSandboxAction } from "../../sandbox-actions";
import { addDatabaseAction } from "./actions";

export const metadata: Metadata = { title: "Add a database" };

/** Adds a database by its connection string. */
export default async function NewDatabasePage() {
  const { ctx, role } = await requireSession("member");
  return (
    <Page>
      <div className="mx-auto grid w-full max-w-4xl grid-cols-1 gap-4">
        <div>
          <h1 className="text-xl font-semibold">Add a database</h1>
          <p className="text-muted">
            Paste its connection string. Headroom opens one read-only connection, runs {checks.length} checks
            and closes it.
          </p>
        </div>
        {role === "admin" ? (
          <AddFormOf databases={await listDatabases(ctx)} />
        ) : (
          <Callout title="Only admins add databases">Ask an admin of this Headroom to add it.</Callout>
        )}
      </div>
    </Page>
  );
}

function AddFormOf({ databases }: { databases: Awaited<ReturnType<typeof listDatabases>> }) {
  const open = databases.filter(({ archivedAt }) => archivedAt === null);
  return (
    <>
      <AddForm
        known={open.map(({ id, name, host, port, database, user }) => ({
          id,
          name,
          host,
          port,
          database,
          user,
        }))}
        save={addDatabaseAction}
      />
      {!open.some(({ kind }) => kind === "sandbox") && (
        <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line pt-4 text-muted">
          <p className="min-w-0 flex-1 basis-72">
            No database at hand? The sandbox is a Postgres of its own, with a shop on it and things to fix.
          </p>
          <TrySandbox start={startSandboxAction} />
        </div>
      )}
    </>
  );
}
