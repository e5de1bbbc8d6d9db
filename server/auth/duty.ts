import "server-only";
import type { Duty } from "@/lib/accounts/duty";
import { readSetting } from "../settings/read";
import { hasSecondFactor } from "./second-factor/judge";

/** Returns whether a person has to set a second factor up: each one needs it here, and this one has none. */
export async function needsSecondFactor(userId: string): Promise<boolean> {
  return (await readSetting("signIn")).requireSecondFactor && !(await hasSecondFactor(userId));
}

/** Returns what a person has to do before anything else works; null for nothing. */
export async function dutyOf({
  id,
  mustChangePassword,
}: {
  id: string;
  mustChangePassword: boolean;
}): Promise<Duty | null> {
  if (mustChangePassword) return "password";
  return (await needsSecondFactor(id)) ? "second-factor" : null;
}
