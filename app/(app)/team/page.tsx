import type { Metadata } from "next";
import Link from "next/link";
import { Invitations } from "@/components/team/invitations";
import { LostAccess } from "@/components/team/lost-access";
import { People } from "@/components/team/people";
import { Page } from "@/components/shell/page";
import { ROLE_SAYS } from "@/lib/accounts/roles";
import { listed } from "@/lib/text/words";
import { requireSession } from "@/server/auth/session";
import { listAdmins } from "@/server/people/admins";
import { listGroups } from "@/server/people/groups";
import { listInvitations } from "@/server/people/invitations/list";
import { listPeople } from "@/server/people/list";
import {
  endSessions,
  invite,
  letIn,
  makeLink,
  renew,
  resetFactor,
  revoke,
  setRole,
  takeAway,
} from "./actions";

export const metadata: Metadata = { title: "Team" };

/** The people with an account: admins let them in and change roles and groups; members see whom to ask. */
export default async function TeamPage() {
  const { ctx, role, user } = await requireSession("member");
  const [people, groups] =
    role === "admin" ? await Promise.all([listPeople(ctx), listGroups(ctx)]) : [[], []];
  return (
    <Page>
      <h1 className="text-xl font-semibold">Team</h1>
      {role === "admin" ? (
        <>
          <People people={people} groups={groups} self={user.id} {...{ letIn, renew, setRole, takeAway }} />
          <Invitations invitations={await listInvitations(ctx)} groups={groups} {...{ invite, revoke }} />
          <LostAccess people={people} self={user.id} {...{ makeLink, resetFactor, endSessions }} />
        </>
      ) : (
        <p>
          Your role is {role}. {ROLE_SAYS[role]} {listed(await listAdmins(ctx))} can change it.
        </p>
      )}
      <p className="text-sm text-muted">
        Password and sessions of your own stand under{" "}
        <Link href="/account" className="text-accent underline underline-offset-2">
          Account
        </Link>
        .
      </p>
    </Page>
  );
}
