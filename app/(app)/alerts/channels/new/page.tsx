import type { Metadata } from "next";
import { ChannelForm } from "@/components/alerts/channels/channel-form";
import { Page } from "@/components/shell/page";
import { Callout } from "@/components/ui/callout";
import { requireSession } from "@/server/auth/session";
import { addChannelAction } from "../actions";

export const metadata: Metadata = { title: "Add a channel · Alerts" };

/** Adds a channel that alerts are sent to. */
export default async function NewChannelPage() {
  const { role } = await requireSession();
  return (
    <Page>
      <div className="mx-auto grid w-full max-w-3xl grid-cols-1 gap-4">
        <h1 className="text-xl font-semibold">Add a channel</h1>
        {role === "admin" ? (
          <ChannelForm stored={null} save={addChannelAction} />
        ) : (
          <Callout title="Only admins add channels">Ask an admin of this Headroom.</Callout>
        )}
      </div>
    </Page>
  );
}
