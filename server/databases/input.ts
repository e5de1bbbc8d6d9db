import "server-only";
import { z } from "zod";
import type { ProfileInput } from "@/lib/databases/profile";

export const idSchema = z.uuid("This is not a database's id.");

/** The columns of the profile table that the form gives: everything but the password. */
export const columnsOf = ({ password: _password, ...columns }: ProfileInput) => columns;
