import { databaseDoesNotExist } from "../entries/database-does-not-exist";
import { noPgHbaEntry } from "../entries/no-pg-hba-entry";
import { passwordAuthenticationFailed } from "../entries/password-authentication-failed";
import { pgHbaRejects } from "../entries/pg-hba-rejects";
import { roleCannotLogIn } from "../entries/role-cannot-log-in";

/** The entries of one part, in reading order. */
export const login = [
  passwordAuthenticationFailed,
  roleCannotLogIn,
  noPgHbaEntry,
  pgHbaRejects,
  databaseDoesNotExist,
] as const;
