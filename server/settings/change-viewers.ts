import "server-only";
import { auditedVerb } from "../audit/verb";
import { changeOf } from "./change";

/** Sets what people with the role viewer see. @throws NotAllowed for a member, BadInput */
export const changeViewers = auditedVerb("admin", changeOf("viewers"));
