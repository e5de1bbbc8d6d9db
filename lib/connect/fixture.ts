import fc from "fast-check";
import { aDatabaseInput } from "@/lib/databases/fixture";
import { snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { targetSchema, type Target } from "@/lib/target/schema";
import { environmentOf, type Environment } from "./environment";
import { connectFacts, type ConnectFacts, type RegisteredAddress } from "./facts";

/** For tests: where a database answers, with nothing that a provider adds. */
export const anAddress: RegisteredAddress = {
  ...aDatabaseInput,
  user: "postgres",
  sslmode: "require",
  provider: "other",
};

type Spoilt = {
  address?: Partial<RegisteredAddress>;
  target?: Partial<Target>;
  /** Null where no check run was made. */
  snapshot?: ((snapshot: ReachedSnapshot) => void) | null;
};

/** For tests: the facts of a database on which everything fits, after they were changed. */
export function factsWith({ address = {}, target = {}, snapshot = () => {} }: Spoilt = {}): ConnectFacts {
  const database = { ...anAddress, ...address, target: targetSchema.parse(target) };
  return connectFacts(database, snapshot === null ? null : snapshotWith(snapshot));
}

/** For tests: an environment that holds two values, a secret one and a plain one. */
export function environmentWith(secret: string, plain: string, more: Partial<Environment> = {}): Environment {
  return {
    ...environmentOf(factsWith()),
    variables: [
      { name: "DATABASE_URL", value: secret, secret: true, why: "" },
      { name: "ELECTRIC_REPLICATION_STREAM_ID", value: plain, secret: false, why: "" },
    ],
    ...more,
  };
}

const HARD = [
  ...`'"\`$\\\n\r\t#{}[]%!&*;|<>()~=:-, ?@^é`,
  "$(",
  "${A}",
  "$$",
  "---",
  "\\n",
  "\u0007",
  "\u0085",
  "\u202e",
  "\u2028",
  "\ufeff",
  "🚀",
];

/** For tests: values that shells and formats read as something else; neither NUL nor half a character, which no environment has. */
export const hardValue: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...HARD) }, fc.string({ unit: "grapheme" })), {
    maxLength: 12,
  })
  .map((parts) => parts.join("").replaceAll("\0", ""));
