"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useHistory } from "@/components/history/use-history";
import { useLive } from "@/components/live/use-live";
import { RelativeTime } from "@/components/ui/relative-time";
import { Section } from "@/components/ui/section";
import { Status } from "@/components/ui/status";
import { walOutlook } from "@/lib/history/wal";
import type { Live } from "@/lib/live/schema";
import { addressOf } from "@/lib/api/endpoint";
import { publishedEndpoint } from "@/lib/api/published";
import type { Finding } from "@/lib/checks/finding";
import { isTargets, ownSlotReport } from "@/lib/replication/own-slot";
import type { Replication as Told } from "@/lib/replication/page";
import { refreshSlots } from "@/lib/replication/refresh";
import { slotEndOf } from "@/lib/replication/slot-end";
import { standbySentence, standbysOf } from "@/lib/replication/standbys";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import { ConsumerList } from "./consumer-list";
import { NextStep } from "./next-step";
import { ObstacleList } from "./obstacle-list";
import { ReportRows, UnseenGrant } from "./report-rows";
import { RoomAnswer } from "./room-answer";
import { SlotEndLists } from "./slot-end-lists";
import { SlotSection } from "./slot-section";
import { StandbyList } from "./standby-list";

export type ReplicationProps = {
  databaseId: string;
  target: Target;
  /** When the check run was, ISO. */
  takenAt: string;
  told: Told;
  worst: Pick<Finding, "id" | "title" | "status" | "found"> | null;
  archived: boolean;
  initial: Live | null;
};

const OnPage = ({ href, children }: { href: string; children: ReactNode }) => (
  <Link href={href} className="text-accent underline underline-offset-2">
    {children}
  </Link>
);

/** Links to the tables, and to the content of the publication as a file where there is one. */
function PublicationLinks({ databaseId, exists }: { databaseId: string; exists: boolean }) {
  const address = (format: "json" | "sql") =>
    addressOf(publishedEndpoint, { params: { id: databaseId }, query: { format } });
  return (
    <span className="flex flex-wrap gap-x-3">
      <OnPage href={`/databases/${databaseId}/tables`}>Tables</OnPage>
      {exists &&
        (["json", "sql"] as const).map((format) => (
          <a
            key={format}
            href={address(format)}
            download
            className="text-accent underline underline-offset-2"
          >
            Export {format.toUpperCase()}
          </a>
        ))}
    </span>
  );
}

/** Replication of a database: its slot and publication, what its end costs, and what else reads the server's WAL. */
export function Replication(props: ReplicationProps) {
  const { databaseId, target, takenAt, told, worst, archived, initial } = props;
  const looked = useLive(databaseId, initial);
  const history = useHistory(databaseId, "hour");
  const { live } = looked;
  const facts = refreshSlots(told.facts, live?.sample ?? null, live?.sampledAt ?? null);
  const outlook = walOutlook(history.data?.points ?? [], facts.server.maxSlotWalKeepBytes);
  const slot = ownSlotReport(facts, target);
  const standbys = standbysOf(facts);
  const { publication, obstacles, consumers, room } = told;
  const slots = isUnseen(facts.slots) ? null : facts.slots;
  const senders = facts.walSenderList;
  return (
    <>
      <div className="min-w-0">
        <h2 className="flex min-w-0 items-start gap-2 text-lg font-semibold">
          <Status of={slot.status} iconOnly className="mt-1" />
          <span className="min-w-0 wrap-anywhere">{slot.sentence}</span>
        </h2>
        <p className="text-sm text-muted">
          Checked <RelativeTime at={takenAt} />
          {archived ? "." : "; slots are live while the database is watched."}
        </p>
      </div>
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <SlotSection {...{ facts, outlook, looked, archived }} report={slot} />
        <div className="grid min-w-0 grid-cols-1 gap-6">
          <Section
            title="Publication"
            term="publication"
            aside={<PublicationLinks databaseId={databaseId} exists={publication.rows.length > 0} />}
          >
            <div className="grid min-w-0 grid-cols-1 gap-4">
              <p className="flex min-w-0 items-start gap-2">
                <Status of={publication.status} iconOnly className="mt-1" />
                <span className="min-w-0 wrap-anywhere">{publication.sentence}</span>
              </p>
              {publication.rows.length > 0 && <ReportRows rows={publication.rows} />}
            </div>
          </Section>
          {slot.slot !== null && isTargets(slot.slot, facts) && (
            <Section title="If this slot ends">
              <SlotEndLists end={slotEndOf(slot.slot, facts, target, obstacles.slotWaits)} />
            </Section>
          )}
        </div>
      </div>
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <Section title="Standbys and physical slots">
          <div className="grid min-w-0 grid-cols-1 gap-4">
            {slots === null && senders === undefined ? null : (
              <p>{slots === null ? "Slots are unknown." : standbySentence(standbys)}</p>
            )}
            {standbys.length > 0 && <StandbyList standbys={standbys} />}
            {senders === undefined && (
              <p className="text-sm text-muted">Standbys without a slot are unknown until the next check.</p>
            )}
            <UnseenGrant grant={isUnseen(facts.slots) ? facts.slots.grant : facts.sendersGrant} />
          </div>
        </Section>
        <Section
          title="Long transactions"
          aside={<OnPage href={`/databases/${databaseId}/connections`}>Connections</OnPage>}
        >
          <div className="grid min-w-0 grid-cols-1 gap-4">
            <p>{obstacles.sentence}</p>
            {obstacles.list.length > 0 && <ObstacleList databaseId={databaseId} obstacles={obstacles.list} />}
            {obstacles.horizon !== null && <p className="text-sm text-muted">{obstacles.horizon}</p>}
            <UnseenGrant grant={obstacles.grant} />
          </div>
        </Section>
      </div>
      <Section title="Logical consumers on this server">
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <p className="text-sm text-muted wrap-anywhere">At the last check: {room.sum}</p>
          <ConsumerList consumers={consumers} slots={slots} takenAt={facts.takenAt} />
          <UnseenGrant grant={room.grant} />
          <RoomAnswer room={room} poolSize={target.poolSize} />
        </div>
      </Section>
      <NextStep databaseId={databaseId} worst={worst} />
    </>
  );
}
