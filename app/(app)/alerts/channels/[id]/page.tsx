import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ChannelForm } from "@/components/alerts/channels/channel-form";
import { ChannelItem } from "@/components/alerts/channels/channel-item";
import { RemoveChannel } from "@/components/alerts/channels/remove-channel";
import { Page } from "@/components/shell/page";
import { Callout } from "@/components/ui/callout";
import { kindOf } from "@/lib/alerts/channels";
import { readChannel } from "@/server/alerts/channels/read";
import { requireSession } from "@/server/auth/session";
import { NotFound } from "@/server/errors";
import { forPage } from "@/server/http/page-error";
import { editChannelAction, removeChannelAction, testChannelAction } from "../actions";

export const metadata: Metadata = { title: "Channel · Alerts" };

/** Shows the not-found page for a channel that is gone. */
function missing(error: unknown): never {
  if (error instanceof NotFound) notFound();
  throw error;
}

/** One channel: its last result and its test, its form, and its removal. */
export default async function ChannelPage({ params }: { params: Promise<{ id: string }> }) {
  const { ctx, role } = await requireSession();
  const { id } = await params;
  if (role !== "admin")
    return (
      <Page>
        <Callout title="Only admins edit channels">Ask an admin of this Headroom.</Callout>
      </Page>
    );
  const channel = await forPage(readChannel(ctx, id)).catch(missing);
  return (
    <Page>
      <div className="mx-auto grid w-full max-w-3xl grid-cols-1 gap-4">
        <p>
          <Link href="/alerts" className="text-accent hover:underline">
            Alerts
          </Link>
        </p>
        <div className="flex flex-wrap items-baseline justify-between gap-2">
          <h1 className="text-xl font-semibold wrap-anywhere">
            {kindOf(channel.kind).label}: {channel.name}
          </h1>
          <RemoveChannel name={channel.name} remove={removeChannelAction.bind(null, channel.id)} />
        </div>
        <ul>
          <ChannelItem channel={channel} test={testChannelAction} />
        </ul>
        <ChannelForm key={channel.id} stored={channel} save={editChannelAction.bind(null, channel.id)} />
      </div>
    </Page>
  );
}
