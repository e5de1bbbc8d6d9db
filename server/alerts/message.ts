import "server-only";
import { kindOf } from "@/lib/alerts/kinds";
import type { AlertMessage } from "@/lib/alerts/message";
import type { AlertAct } from "@/lib/alerts/reading";
import { ruleText, type Rule } from "@/lib/alerts/rule";
import { publicUrl } from "../http/origin";

/** An alert as its messages tell of it. */
export type Told = {
  episodeId: string;
  rule: Rule;
  figure: string;
  says: string;
  act: AlertAct | null;
  /** `own` is what was found at each, where it is not the server's. */
  databases: readonly { id: string; name: string; group: string; own?: { figure: string } }[];
  startedAt: Date;
  endedAt: Date | null;
};

const EVENTS = {
  fire: "firing",
  remind: "reminder",
  acknowledge: "acknowledged",
  resolve: "resolved",
} as const;

/** How many further databases a message tells the figures of. */
const MOST_FIGURES = 5;

/** Returns sentences on the databases whose figure is another one than the headline: one alert is about all of a server's. */
function furtherFigures({ figure, databases }: Told): string[] {
  const others = databases.flatMap(({ name, own }) =>
    own === undefined || own.figure === figure ? [] : [`${name}: ${own.figure}.`],
  );
  const left = others.length - MOST_FIGURES;
  return left > 0 ? [...others.slice(0, MOST_FIGURES), `${left} more.`] : others;
}

/** Returns the message of an alert: the page's headline, its sum, the act and links that work after sign-in. */
export function messageOf(kind: keyof typeof EVENTS, told: Told): AlertMessage {
  const address = (path: string) => `${publicUrl()}${path}`;
  const rule = ruleText(told.rule);
  return {
    alertId: told.episodeId,
    event: EVENTS[kind],
    severity: kindOf(told.rule.condition).severity,
    headline: told.figure,
    sentences: kind === "fire" || kind === "remind" ? [told.says, ...furtherFigures(told)] : [told.says],
    rule,
    subjects: told.databases.map(({ id, name, group }) => ({
      name,
      environment: group,
      url: address(`/databases/${id}`),
    })),
    action: told.act && { label: told.act.says, url: address(told.act.path) },
    startedAt: told.startedAt.toISOString(),
    endedAt: told.endedAt?.toISOString() ?? null,
  };
}
