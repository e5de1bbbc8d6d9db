import type { Metadata } from "next";
import { SecondFactorSection } from "@/components/account/second-factor-section";
import { Sessions } from "@/components/account/sessions";
import { Page } from "@/components/shell/page";
import { OwnPassword } from "@/components/team/own-password";
import { ROLE_SAYS } from "@/lib/accounts/roles";
import { requireSession } from "@/server/auth/session";
import { listOwnSessions } from "@/server/people/own-sessions";
import { readSecondFactor } from "@/server/people/second-factor/read";
import { changePassword, endOthers, endSession } from "./actions";
import { begin, renewCodes, turnOff, turnOn } from "./second-factor-actions";

export const metadata: Metadata = { title: "Account" };

/** The own account of the person who is signed in: role, password, second factor, sessions. */
export default async function AccountPage() {
  const { ctx, user, role, sessionId } = await requireSession("viewer");
  return (
    <Page>
      <div>
        <h1 className="text-xl font-semibold">Account</h1>
        <p className="text-sm wrap-anywhere text-muted">
          {user.name}, {user.email}. Role: {role}. {ROLE_SAYS[role]}
        </p>
      </div>
      <OwnPassword change={changePassword} />
      <SecondFactorSection {...await readSecondFactor(ctx)} {...{ begin, turnOn, turnOff, renewCodes }} />
      <Sessions sessions={await listOwnSessions(ctx, sessionId)} end={endSession} endOthers={endOthers} />
    </Page>
  );
}
