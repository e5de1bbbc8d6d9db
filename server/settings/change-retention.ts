import "server-only";
import { auditedVerb } from "../audit/verb";
import { changeOf } from "./change";

/** Sets how long history and alerts are kept; what is older goes with the next maintenance. @throws NotAllowed for a member, BadInput */
export const changeRetention = auditedVerb("admin", changeOf("retention"));
