import Link from "next/link";
import type { ChannelRow } from "@/lib/alerts/channels/view";
import { ChannelItem, type TestChannel } from "./channel-item";

type ChannelsProps = {
  channels: readonly ChannelRow[];
  /** Sends a test; null for people who may not. */
  test: TestChannel | null;
};

/** Channels of alerts, each with its last result and its test. */
export function Channels({ channels, test }: ChannelsProps) {
  return (
    <section className="min-w-0">
      <div className="flex items-baseline justify-between gap-2">
        <h2 className="font-semibold">Channels</h2>
        {test !== null && (
          <Link href="/alerts/channels/new" className="text-accent hover:underline">
            Add<span className="sr-only"> a channel</span>
          </Link>
        )}
      </div>
      {channels.length === 0 ? (
        <p className="mt-2 text-muted">
          None yet: alerts stay on this page.{" "}
          {test === null ? "An admin adds channels." : "Add Slack, e-mail or another."}
        </p>
      ) : (
        <ul className="mt-1">
          {channels.map((channel) => (
            <ChannelItem key={channel.id} channel={channel} test={test} />
          ))}
        </ul>
      )}
    </section>
  );
}
