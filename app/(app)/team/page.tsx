import type { Metadata } from "next";
import { OwnPassword } from "@/components/team/own-password";
import { People } from "@/components/team/people";
import { Page } from "@/components/shell/page";
import { requireSession } from "@/server/auth/session";
import { listPeople } from "@/server/people/list";
import { changePassword, letIn, renew, setRole, takeAway } from "./actions";

export const metadata: Metadata = { title: "Team" };

/** Accounts: admins let people in, and each person changes the own password. */
export default async function TeamPage() {
  const { ctx, role, user } = await requireSession("member");
  return (
    <Page>
      <h1 className="text-xl font-semibold">Team</h1>
      {role === "admin" && (
        <People people={await listPeople(ctx)} self={user.id} {...{ letIn, renew, setRole, takeAway }} />
      )}
      <OwnPassword change={changePassword} />
    </Page>
  );
}
