import "server-only";
import { auditedVerb } from "../audit/verb";
import { changeOf } from "./change";

/** Sets how often databases are checked without a request. @throws NotAllowed for a member, BadInput */
export const changeChecks = auditedVerb("admin", changeOf("checks"));
