import "server-only";
import { z } from "zod";
import type { DatabaseInput } from "@/lib/databases/database";

export const idSchema = z.uuid("This is not a database's id.");

/** The columns of the database table that the form gives: everything but the password. */
export const columnsOf = ({ password: _password, ...columns }: DatabaseInput) => columns;
