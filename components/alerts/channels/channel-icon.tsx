import {
  BellRing,
  HeartPulse,
  Mail,
  Megaphone,
  MessageSquare,
  MessagesSquare,
  Siren,
  Users,
  Webhook,
  type LucideIcon,
} from "lucide-react";
import type { ChannelKind } from "@/lib/alerts/channels";

const ICONS: Record<ChannelKind, LucideIcon> = {
  slack: MessageSquare,
  pagerduty: Siren,
  mail: Mail,
  discord: MessagesSquare,
  teams: Users,
  webhook: Webhook,
  ntfy: BellRing,
  alertmanager: Megaphone,
  ping: HeartPulse,
};

/** The sign of a kind of channel; its name stands beside it. */
export function ChannelIcon({ kind, className }: { kind: ChannelKind; className?: string }) {
  const Icon = ICONS[kind];
  return <Icon aria-hidden className={className} />;
}
