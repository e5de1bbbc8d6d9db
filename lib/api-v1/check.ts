import { checkEventSchema } from "../databases/visit";
import { DATABASE, READS } from "./endpoint";

export const checkDatabase = {
  ...READS,
  id: "checkDatabase",
  method: "POST",
  scope: "check",
  path: "/api/v1/databases/[id]/check",
  title: "Check a database",
  says: "Answers with events as they become known, one JSON object a line; the last is `done` or `error`. The check run goes on and is kept when the reader goes away. A request while one is under way joins it.",
  params: DATABASE,
  type: "application/x-ndjson",
  answer: checkEventSchema,
} as const;

export const followCheck = {
  ...READS,
  id: "followCheck",
  path: "/api/v1/databases/[id]/check",
  title: "Follow a check run",
  says: "The events of the check run that is under way in the answering replica: those so far, then the rest. No line at all where none is.",
  params: DATABASE,
  type: "application/x-ndjson",
  answer: checkEventSchema,
} as const;
