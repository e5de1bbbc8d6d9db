import type { Metadata } from "next";
import { DatabaseForm } from "@/components/database-form/database-form";
import { Page } from "@/components/shell/page";
import { Callout } from "@/components/ui/callout";
import { requireSession } from "@/server/auth/session";
import { addDatabaseAction } from "./actions";

export const metadata: Metadata = { title: "Add a database" };

/** Adds a database by its connection string. */
export default async function NewDatabasePage() {
  const { role } = await requireSession();
  return (
    <Page>
      <h1 className="text-xl font-semibold">Add a database</h1>
      {role === "admin" ? (
        <DatabaseForm save={addDatabaseAction} />
      ) : (
        <Callout title="Only admins add databases">Ask an admin of this Headroom to add it.</Callout>
      )}
    </Page>
  );
}
