import "server-only";
import { kindOf } from "@/lib/alerts/kinds";
import { ruleText } from "@/lib/alerts/rule";
import type { Episode } from "./episode";
import type { Sight } from "./places";

/** Returns what an alert says to an actor who does not see the database that it was told of. */
function wordsOf({ rule, figure, says, act }: Episode, own: Episode["databases"][number]["own"]) {
  if (own !== undefined) return own;
  if (kindOf(rule.condition).subject === "server") return { figure, says, act };
  // Alerts of earlier versions kept the words of one of their databases alone.
  return { figure: ruleText(rule), says: "", act: null };
}

/** Returns an alert with those of its databases that the actor sees, in their words; none where it is about others alone. */
export function seenPart(sight: Sight, episode: Episode): Episode[] {
  if (sight.isWhole) return [episode];
  const databases = [...sight.of(episode.databases)];
  const [first] = databases;
  if (first === undefined) return [];
  const { figure, says, act } = first.id === episode.databases[0]?.id ? episode : wordsOf(episode, first.own);
  const [, id] = /^\/databases\/([^/?#]+)/.exec(act?.path ?? "") ?? [];
  const opens = id === undefined || sight.any([{ id }]);
  return [{ ...episode, databases, figure, says, act: opens ? act : null }];
}
