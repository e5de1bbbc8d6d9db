import type { Metadata } from "next";
import { DangerZone } from "@/components/database-form/danger-zone";
import { DatabaseForm } from "@/components/database-form/database-form";
import { Callout } from "@/components/ui/callout";
import { databaseOf, databaseTitle, type DatabaseParams } from "../data";
import { archiveDatabase, duplicateDatabase, editDatabase, removeDatabase, restoreDatabase } from "./actions";

export const generateMetadata = async (props: DatabaseParams): Promise<Metadata> => ({
  title: await databaseTitle(props, "settings"),
});

/** A database's profile: address, credentials, target; duplicate, archive, delete. */
export default async function SettingsPage({ params }: DatabaseParams) {
  const { role, profile } = await databaseOf((await params).id);
  if (role !== "admin")
    return (
      <Callout title="Only admins change settings">Ask an admin of this Headroom to change them.</Callout>
    );
  const { id } = profile;
  return (
    <>
      <DatabaseForm key={id} profile={profile} save={editDatabase.bind(null, id)} />
      <DangerZone
        profile={profile}
        duplicate={duplicateDatabase.bind(null, id)}
        archive={archiveDatabase.bind(null, id)}
        restore={restoreDatabase.bind(null, id)}
        remove={removeDatabase.bind(null, id)}
      />
    </>
  );
}
