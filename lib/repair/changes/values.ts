import { z } from "zod";
import { isPrivilege } from "./privilege";

/** A value that is quoted; Postgres has no text with NUL. */
export const valueSchema = z.string().refine((value) => !value.includes("\0"), "Postgres text has no NUL.");

/** Privileges stand in SQL without quotes. */
export const privilegesSchema = z
  .array(z.string().refine(isPrivilege, "Postgres knows no such privilege."))
  .min(1);
