import "server-only";
import type { z } from "zod";
import { pointerOf, type FIELD_PLACES, type FieldProblem } from "@/lib/api-v1/problem";
import { AppError, BadInput, NotFound } from "../errors";
import { requirePlainText } from "../plain-text";

type Place = (typeof FIELD_PLACES)[number];

/** Input of the API that is not valid: each wrong field by its place. */
export class InvalidInput extends AppError {
  readonly status = 422;
  constructor(readonly errors: readonly FieldProblem[]) {
    super(
      errors.length === 1
        ? `One field is not valid: ${errors[0]?.detail}`
        : `${errors.length} fields are not valid; \`errors\` names each.`,
    );
  }
}

/** Returns the wrong field of a header. */
export const wrongHeader = (name: string, detail: string): InvalidInput =>
  new InvalidInput([{ in: "header", pointer: pointerOf([name]), detail }]);

type Issue = z.core.$ZodIssue;

const problemsOf = (place: Place, issue: Issue): FieldProblem[] =>
  issue.code === "unrecognized_keys"
    ? issue.keys.map((key) => ({
        in: place,
        pointer: pointerOf([...issue.path, key]),
        detail: "There is no such field.",
      }))
    : [{ in: place, pointer: pointerOf(issue.path), detail: issue.message }];

/** Parses a part of a request. @throws InvalidInput with a pointer to each field that is wrong */
export function parsePart<Schema extends z.ZodType>(
  place: Place,
  schema: Schema,
  input: unknown,
): z.infer<Schema> {
  try {
    requirePlainText(input);
  } catch (error) {
    throw error instanceof BadInput ? new InvalidInput(fieldsOf(place, error)) : error;
  }
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new InvalidInput(result.error.issues.flatMap((issue) => problemsOf(place, issue)));
}

/** Parses the variable parts of an address. @throws NotFound: nothing is at an address with a malformed one */
export function parseAddress<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  try {
    return parsePart("path", schema, input);
  } catch (error) {
    throw error instanceof InvalidInput ? new NotFound("There is nothing at this address.") : error;
  }
}

/** Returns the fields that a verb names in its refusal; the message itself where it names none. */
export function fieldsOf(
  place: Place,
  { message, fields }: Pick<BadInput, "message" | "fields">,
): FieldProblem[] {
  const named = Object.entries(fields).flatMap(([path, detail]) =>
    detail === undefined
      ? []
      : [{ in: place, pointer: pointerOf(path === "" ? [] : path.split(".")), detail }],
  );
  return named.length > 0 ? named : [{ in: place, pointer: "#", detail: message }];
}
