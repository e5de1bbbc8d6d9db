import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { settingFor } from "./electric-settings";

/** Locales whose messages are the English ones of the source: C, POSIX and every English one. */
const ENGLISH = /^$|^(c|posix|en|english)([._@-]|$)/i;

export type Messages = {
  /** lc_messages of Electric's sessions. */
  locale: string;
  /** Whether they are translated: seen in a session of the same locale, or null where only the name of the locale is known. */
  translated: boolean | null;
};

/**
 * Returns in which language Postgres speaks to Electric. A locale says nothing of whether the server has its translations;
 * a session of the same locale shows it by the descriptions in pg_settings, which are translated as messages are.
 */
export function messagesOf(snapshot: ReachedSnapshot): Messages {
  const { lcMessages, messagesTranslated } = snapshot.server;
  const locale = settingFor(snapshot, "lc_messages")?.value ?? lcMessages;
  if (ENGLISH.test(locale)) return { locale, translated: false };
  return { locale, translated: locale === lcMessages ? messagesTranslated : null };
}
