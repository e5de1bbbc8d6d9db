import { z } from "zod";
import { SCOPE_SAYS, TOKEN_SCOPES } from "../accounts/api-token";
import { takesBody, type ApiEndpoint } from "./endpoint";
import { API_ENDPOINTS } from "./index";
import { answerSchema, openApiPath, parametersOf, sentSchema } from "./openapi";
import { PROBLEM_KINDS, PROBLEMS } from "./problem";

/** The parts of a JSON schema that the page shows. */
const shownSchema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  default: z.unknown().optional(),
  description: z.string().optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});

type Shown = z.infer<typeof shownSchema>;

const shown = (schema: unknown): Shown => shownSchema.parse(schema ?? {});
const code = (value: unknown): string => `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;

/** Returns the type of a schema in words. */
function typeText(schema: unknown): string {
  const { type, enum: values, const: only, items, anyOf, oneOf } = shown(schema);
  if (values !== undefined) return values.map(code).join(", ");
  if (only !== undefined) return code(only);
  const options = anyOf ?? oneOf;
  if (options !== undefined) return [...new Set(options.map(typeText))].join(" or ");
  if (type === "array") return `list of ${typeText(items)}`;
  return [type ?? "anything"].flat().join(" or ");
}

function limitsText({ default: usual, minimum, maximum }: Shown): string {
  const limits = [
    usual !== undefined && `default ${code(usual)}`,
    minimum !== undefined && minimum > 0 && `at least ${minimum}`,
    maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER && `at most ${maximum}`,
  ].filter((text) => text !== false);
  return limits.length === 0 ? "" : ` (${limits.join(", ")})`;
}

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/** Returns a table of the fields of an object; none for another schema. */
function fieldTable(schema: unknown, heading: string): string[] {
  const { properties = {}, required } = shown(schema);
  const rows = Object.entries(properties).map(([name, field]) => {
    const one = shown(field);
    const needed = required.includes(name) ? "" : ", optional";
    return `| ${code(name)} | ${cell(typeText(field))}${limitsText(one)}${needed} | ${cell(one.description ?? "")} |`;
  });
  return rows.length === 0 ? [] : [`| ${heading} | type | meaning |`, "| --- | --- | --- |", ...rows, ""];
}

/** Returns the table of an answer: of its items where it is a page. */
function answerTable({ answer, type }: ApiEndpoint): string[] {
  if (type === "text/markdown") return ["Answers with Markdown.", ""];
  const schema = shown(answerSchema(answer));
  if (type === "application/x-ndjson") {
    const kinds = (schema.oneOf ?? schema.anyOf ?? []).map((event) =>
      typeText(shown(event).properties?.type),
    );
    return [
      `Answers with events, one JSON object a line (\`application/x-ndjson\`): ${kinds.join(", ")}.`,
      "",
    ];
  }
  const items = schema.properties?.items;
  const isPage = items !== undefined && schema.properties?.next !== undefined;
  if (!isPage) return fieldTable(schema, "answer");
  return ["Answers with a page: `items` and `next`.", "", ...fieldTable(shown(items).items, "item")];
}

function endpointText(endpoint: ApiEndpoint): string[] {
  const { method, path, title, says, scope, takesKey, id } = endpoint;
  const parameters = parametersOf(endpoint).map(({ name, in: place, required, description, schema }) => {
    const one = shown(schema);
    return `| ${code(name)} | ${place}, ${cell(typeText(schema))}${limitsText(one)}${required ? "" : ", optional"} | ${cell(description)} |`;
  });
  const key = "| `Idempotency-Key` | header, string | A key of your own, new for each request. |";
  const all = takesKey === true ? [...parameters, key] : parameters;
  return [
    `### ${title}`,
    "",
    `\`${method} ${openApiPath(path)}\` · scope \`${scope}\` · operation \`${id}\``,
    "",
    says,
    "",
    ...(all.length === 0 ? [] : ["| parameter | type | meaning |", "| --- | --- | --- |", ...all, ""]),
    ...(takesBody(endpoint) ? fieldTable(sentSchema(endpoint.body), "body") : []),
    ...answerTable(endpoint),
  ];
}

/** Returns the page of the API for people, from the declarations of its endpoints alone, as Markdown. */
export function referencePage(): string {
  const scopes = TOKEN_SCOPES.map((scope) => `- \`${scope}\`: ${SCOPE_SAYS[scope]}`);
  const problems = PROBLEM_KINDS.flatMap((kind) => {
    const { status, title, says } = PROBLEMS[kind];
    return [`### ${kind}`, "", `${status} · ${title}. ${says}`, ""];
  });
  return [
    "# The API: every endpoint",
    "",
    "Made from the declarations in `lib/api-v1`, as is `/api/v1/openapi.json`. [The API](api.md) says how to begin.",
    "",
    "## Scopes",
    "",
    ...scopes,
    "",
    "## Endpoints",
    "",
    ...API_ENDPOINTS.flatMap(endpointText),
    "## Problems",
    "",
    "The kinds of [problem documents](api.md#errors), by their `type`.",
    "",
    ...problems,
  ].join("\n");
}
