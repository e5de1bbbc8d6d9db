import "server-only";
import type { Profile } from "@/lib/databases/profile";
import { parseId } from "../context";
import { profileById } from "./view";
import { readOnlyVerb } from "../audit/verb";

/** Returns one database's profile, without its password. @throws NotFound */
export const readProfile = readOnlyVerb("member", async (ctx, id: unknown): Promise<Profile> => {
  return profileById(parseId(id));
});
