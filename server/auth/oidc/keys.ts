import "server-only";
import { createLocalJWKSet, errors, type JSONWebKeySet } from "jose";
import { z } from "zod";
import { ProviderProblem } from "./problem";
import { askProvider, type ProviderOptions } from "./request";

const keySetSchema = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

type KeySet = { uri: string; set: JSONWebKeySet };

declare global {
  // Next loads a module once per bundle; there is to be one of it for the process.
  var headroomProviderKeys: KeySet | undefined;
}

async function fetchKeys(uri: URL, options: ProviderOptions): Promise<JSONWebKeySet> {
  const { status, json } = await askProvider(uri, {}, options);
  if (status >= 500) throw new ProviderProblem("away");
  const parsed = keySetSchema.safeParse(json);
  if (status !== 200 || !parsed.success) throw new ProviderProblem("strange", { cause: parsed.error });
  globalThis.headroomProviderKeys = { uri: uri.href, set: parsed.data };
  return parsed.data;
}

/** Whether another key may be the one: it is not there, or it has another key's name. */
const mayBeRotated = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWSSignatureVerificationFailed;

/**
 * Runs a verification with the provider's keys as they were fetched last, and once more with those of now where they do not fit: a
 * provider rotates its keys without a word. @throws ProviderProblem, and what the verification throws
 */
export async function withKeys<Result>(
  uri: URL,
  options: ProviderOptions,
  verify: (keys: ReturnType<typeof createLocalJWKSet>) => Promise<Result>,
): Promise<Result> {
  const kept = globalThis.headroomProviderKeys;
  if (kept?.uri !== uri.href) return verify(createLocalJWKSet(await fetchKeys(uri, options)));
  try {
    return await verify(createLocalJWKSet(kept.set));
  } catch (error) {
    if (!mayBeRotated(error)) throw error;
    return verify(createLocalJWKSet(await fetchKeys(uri, options)));
  }
}
