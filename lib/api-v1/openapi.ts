import { z } from "zod";
import { version } from "@/package.json";
import { SCOPE_SAYS, TOKEN_SCOPES } from "../accounts/api-token";
import { API_ENDPOINTS } from "./index";
import { takesBody, type ApiEndpoint } from "./endpoint";
import { PROBLEM_TYPE, PROBLEMS, problemSchema, type ProblemKind } from "./problem";

type Json = Record<string, unknown>;

/** Returns the JSON schema of what a client sends. */
export function sentSchema(schema: z.ZodType): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: "input" });
  return rest;
}

/** Returns the JSON schema of what a client gets: without a ban on more fields, which a newer Headroom may send. */
export function answerSchema(schema: z.ZodType): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  return rest;
}

const objectSchema = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  required: z.array(z.string()).default([]),
});

/** A parameter of an endpoint, as the document and the page of the documentation have it. */
export type Parameter = {
  name: string;
  in: "path" | "query";
  required: boolean;
  description: string;
  schema: Json;
};

/** Returns the parameters of an endpoint's path and query. */
export function parametersOf({ params, query }: ApiEndpoint): Parameter[] {
  return (["path", "query"] as const).flatMap((place) => {
    const { properties, required } = objectSchema.parse(sentSchema(place === "path" ? params : query));
    return Object.entries(properties).map(([name, { description, ...schema }]) => ({
      name,
      in: place,
      required: required.includes(name),
      description: typeof description === "string" ? description : "",
      schema,
    }));
  });
}

/** Returns the path as OpenAPI writes it: `/api/v1/databases/{id}`. */
export const openApiPath = (path: string): string => path.replaceAll(/\[(\w+)\]/g, "{$1}");

/** Returns the problems that an endpoint can answer with. */
export function problemsOf(endpoint: ApiEndpoint): ProblemKind[] {
  const body: ProblemKind[] = takesBody(endpoint) ? ["too-large", "not-json"] : [];
  const state: ProblemKind[] = endpoint.scope === "read" ? [] : ["conflict"];
  const always: ProblemKind[] = ["invalid-input", "too-many", "internal", "unavailable"];
  return ["no-token", "not-allowed", "not-found", ...state, ...body, ...always];
}

const KEY_PARAMETER = {
  name: "Idempotency-Key",
  in: "header",
  required: true,
  description:
    "A key of your own, new for each request. The same key and body get the same answer for 24 hours.",
  schema: { type: "string", minLength: 1, maxLength: 200 },
};

function operationOf(endpoint: ApiEndpoint): Json {
  const { id, title, says, scope, status, type, answer, takesKey, body } = endpoint;
  const problems = problemsOf(endpoint).map((kind) => [
    String(PROBLEMS[kind].status),
    { $ref: `#/components/responses/${kind}` },
  ]);
  return {
    operationId: id,
    summary: title,
    description: says,
    security: [{ token: [scope] }],
    parameters: [...parametersOf(endpoint), ...(takesKey === true ? [KEY_PARAMETER] : [])],
    ...(takesBody(endpoint) && {
      requestBody: { required: true, content: { "application/json": { schema: sentSchema(body) } } },
    }),
    responses: {
      [String(status)]: {
        description: type === "application/x-ndjson" ? "Events, one a line." : "The answer.",
        content: { [type]: { schema: answerSchema(answer) } },
      },
      ...Object.fromEntries(problems),
    },
  };
}

const problemResponses = (): Json =>
  Object.fromEntries(
    Object.entries(PROBLEMS).map(([kind, { title, says }]) => [
      kind,
      {
        description: `${title}. ${says}`,
        content: { [PROBLEM_TYPE]: { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );

function makeDocument() {
  const paths: Record<string, Json> = {};
  for (const endpoint of API_ENDPOINTS)
    (paths[openApiPath(endpoint.path)] ??= {})[endpoint.method.toLowerCase()] = operationOf(endpoint);
  return {
    openapi: "3.1.1",
    info: {
      title: "Headroom",
      version,
      description:
        "Reads databases, findings and connection budgets, runs checks and repairs. See /docs/api.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    paths,
    components: {
      schemas: { Problem: answerSchema(problemSchema) },
      responses: problemResponses(),
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: `A token of the API, \`hdr_…\`. Its scopes: ${TOKEN_SCOPES.map((scope) => `\`${scope}\`: ${SCOPE_SAYS[scope]}`).join(" ")}`,
        },
      },
    },
  };
}

let made: ReturnType<typeof makeDocument> | undefined;

/**
 * Returns the OpenAPI 3.1 document of the API, from the declarations of its endpoints alone. It is made once: that takes a tenth of a
 * second, and any client may ask for it without a token.
 */
export const openApiDocument = (): ReturnType<typeof makeDocument> => (made ??= makeDocument());
