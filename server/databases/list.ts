import "server-only";
import { asc } from "drizzle-orm";
import type { Profile } from "@/lib/databases/profile";
import { profiles } from "../store/schema";
import { profileOf, selectProfiles } from "./view";
import { readOnlyVerb } from "../audit/verb";

/** Returns every profile, archived ones included, by name. */
export const listProfiles = readOnlyVerb("member", async (): Promise<Profile[]> => {
  const rows = await selectProfiles().orderBy(asc(profiles.name), asc(profiles.createdAt));
  return rows.map(profileOf);
});
