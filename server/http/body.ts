import "server-only";
import { parseJson } from "@/lib/text/json";
import { BadInput, NotJson, TooLarge } from "../errors";

const LIMIT = 1_000_000;

async function textWithin(request: Request): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const piece of request.body ?? []) {
    text += decoder.decode(piece, { stream: true });
    if (text.length > LIMIT) throw new TooLarge();
  }
  return text;
}

/** Returns a request's JSON body, at most 1 MB of it. @throws NotJson for another content type, TooLarge, BadInput for what is no JSON */
export async function readJson(request: Request): Promise<unknown> {
  if (!(request.headers.get("content-type") ?? "").startsWith("application/json")) throw new NotJson();
  const body = parseJson(await textWithin(request));
  if (body === undefined) throw new BadInput("What was sent is no JSON, or is nested more than 100 deep.");
  return body;
}
