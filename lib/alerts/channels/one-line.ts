import { headerText } from "@/lib/mail/header-text";

/** Returns a text of a watched database on one line, without control characters, no longer than `most` characters. */
export const oneLine = (text: string, most = 300): string => headerText(text, most);
