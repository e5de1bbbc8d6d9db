import { BellRing, CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import { ActButton } from "@/components/alerts/act-button";
import { Channels } from "@/components/alerts/channels/channels";
import { FiringList } from "@/components/alerts/firing-list";
import { AlertHistory } from "@/components/alerts/history";
import { Maintenance } from "@/components/alerts/maintenance";
import { Rules } from "@/components/alerts/rules";
import { StayFresh } from "@/components/alerts/stay-fresh";
import { Page } from "@/components/shell/page";
import { withCovered } from "@/lib/alerts/cover";
import { readAlertCount, readAlerts } from "@/server/alerts/read";
import { listChannels } from "@/server/alerts/channels/list";
import { readAlertHistory } from "@/server/alerts/history";
import { requireSession } from "@/server/auth/session";
import { testChannelAction } from "./channels/actions";
import { acknowledge, mute, plan, remove, save, unmute } from "./actions";

const MUTE_HOURS = 2;

export async function generateMetadata(): Promise<Metadata> {
  const { ctx } = await requireSession("member");
  const { firing } = await readAlertCount(ctx);
  return { title: firing > 0 ? `(${firing} firing) Alerts` : "Alerts" };
}

type Props = { searchParams: Promise<{ before?: string | string[] }> };

/** Page of alerts: what fires, the rules with their states, the channels, maintenance, and what fired with who was told. */
export default async function AlertsPage({ searchParams }: Props) {
  const { ctx, role } = await requireSession("member");
  const { before } = await searchParams;
  // Before the rest: what changes while that is read makes the page read again.
  const { version } = await readAlertCount(ctx);
  const [{ now, firing, rules, silences, databases, channels }, history] = await Promise.all([
    readAlerts(ctx),
    readAlertHistory(ctx, before),
  ]);
  const told = withCovered(firing);
  const choices = { databases, channels };
  const admin = role === "admin" ? { save, remove, plan } : null;
  const muteAll = mute.bind(null, { ruleId: null, server: null, hours: MUTE_HOURS });
  return (
    <Page>
      <StayFresh shown={version} />
      <div className="grid gap-4">
        <div className="flex flex-wrap items-center gap-4">
          <h1 className="flex items-center gap-2.5 text-2xl font-semibold tracking-tight">
            {told.length > 0 ? (
              <span className="flex items-center gap-2.5 text-fail">
                <BellRing aria-hidden className="size-6" />
                {told.length} firing
              </span>
            ) : (
              <span className="flex items-center gap-2.5">
                <CircleCheck aria-hidden className="size-6 text-pass" />
                Nothing fires
              </span>
            )}
          </h1>
          <div className="ml-auto flex flex-wrap justify-end gap-2">
            <ActButton
              label={`Mute all alerts for ${MUTE_HOURS} h`}
              done={`All alerts are muted for ${MUTE_HOURS} h.`}
              act={muteAll}
            >
              Mute all for {MUTE_HOURS} h
            </ActButton>
          </div>
        </div>
        {told.length > 0 && <FiringList alerts={told} actions={{ acknowledge, mute }} />}
      </div>
      <div className="grid grid-cols-1 gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid min-w-0 content-start gap-8">
          <Rules rules={rules} choices={choices} actions={admin} now={now} />
          <AlertHistory
            alerts={history.alerts}
            next={history.next && `/alerts?before=${encodeURIComponent(history.next)}`}
          />
        </div>
        <aside className="grid content-start gap-8" aria-label="Channels and maintenance">
          <Channels channels={await listChannels(ctx)} test={admin === null ? null : testChannelAction} />
          <Maintenance
            silences={silences}
            choices={choices}
            endSilence={unmute}
            plan={admin === null ? null : plan}
          />
        </aside>
      </div>
    </Page>
  );
}
