import type { Metadata } from "next";
import { BadgeSection } from "@/components/badge/badge-section";
import { DangerZone } from "@/components/database-form/danger-zone";
import { DatabaseForm } from "@/components/database-form/database-form";
import { TwoPersonRule } from "@/components/repair/proposals/two-person";
import { Callout } from "@/components/ui/callout";
import { badgeAddress } from "@/server/badges/read";
import { readTwoPerson } from "@/server/repair/proposals/two-person";
import { databaseOf, databaseTitle, type DatabaseParams } from "../data";
import { renewBadgeAction, switchOffBadgeAction, switchOnBadgeAction } from "./badge-actions";
import {
  archiveDatabaseAction,
  askTwoPersonOffAction,
  confirmTwoPersonOffAction,
  keepTwoPersonOnAction,
  twoPersonOnAction,
  duplicateDatabaseAction,
  editDatabaseAction,
  removeDatabaseAction,
  restoreDatabaseAction,
} from "./actions";

export const generateMetadata = async (props: DatabaseParams): Promise<Metadata> => ({
  title: await databaseTitle(props, "settings"),
});

/** The settings of a database: address, credentials, target; duplicate, archive, delete. */
export default async function SettingsPage({ params }: DatabaseParams) {
  const { ctx, role, database } = await databaseOf((await params).id);
  if (role !== "admin")
    return (
      <Callout title="Only admins change settings">Ask an admin of this Headroom to change them.</Callout>
    );
  const { id } = database;
  return (
    <>
      <DatabaseForm key={id} database={database} save={editDatabaseAction.bind(null, id)} />
      <TwoPersonRule
        state={await readTwoPerson(ctx, id)}
        on={twoPersonOnAction.bind(null, id)}
        askOff={askTwoPersonOffAction.bind(null, id)}
        confirmOff={confirmTwoPersonOffAction.bind(null, id)}
        keepOn={keepTwoPersonOnAction.bind(null, id)}
      />
      <BadgeSection
        name={database.name}
        address={await badgeAddress(ctx, id)}
        switchOn={switchOnBadgeAction.bind(null, id)}
        renew={renewBadgeAction.bind(null, id)}
        switchOff={switchOffBadgeAction.bind(null, id)}
      />
      <DangerZone
        database={database}
        duplicate={duplicateDatabaseAction.bind(null, id)}
        archive={archiveDatabaseAction.bind(null, id)}
        restore={restoreDatabaseAction.bind(null, id)}
        remove={removeDatabaseAction.bind(null, id)}
      />
    </>
  );
}
