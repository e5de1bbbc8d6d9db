import "server-only";
import { readOnlyVerb } from "../audit/verb";
import { readSetting } from "../settings/read";

/** Returns whether the weekly letter is sent, when, and over which channels. @throws NotAllowed for a member */
export const readLetter = readOnlyVerb("admin", () => readSetting("letter"));
