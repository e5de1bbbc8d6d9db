import "server-only";
import type { Place } from "./cipher";

/** A column of the store that holds encrypted texts: what a change of the key encrypts anew. */
export type SealedColumn = {
  /** Words for one text and for several. */
  says: readonly [string, string];
  /** The module that encrypts it, below `server/`. */
  sealedBy: string;
  table: string;
  /** The column of the row's id. */
  id: string;
  /** The one row that has it; absent where every row has. */
  only?: string;
  /** The field of the text's place (server/secrets/cipher.ts); its row is the row's id. */
  field: Place["field"];
  /** The JSON column and the path in it; null where the table has the columns key_id, nonce and ciphertext. */
  json: { column: string; path: readonly string[] } | null;
};

/**
 * Every encrypted text of the store but the proof of the key (`key_checks`). sealed-columns.test.ts walks the source and the schema for
 * one that is missing here.
 */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  {
    says: ["password of a database", "passwords of databases"],
    sealedBy: "databases/password.ts",
    table: "credentials",
    id: "id",
    field: "password",
    json: null,
  },
  {
    says: ["secret of a channel", "secrets of channels"],
    sealedBy: "alerts/channels/stored.ts",
    table: "channels",
    id: "id",
    field: "channel",
    json: { column: "secrets", path: [] },
  },
  {
    says: ["second factor", "second factors"],
    sealedBy: "auth/second-factor/secret.ts",
    table: "second_factors",
    id: "user_id",
    field: "second factor",
    json: { column: "secret", path: [] },
  },
  {
    says: ["password of the mail server", "passwords of the mail server"],
    sealedBy: "mail/mail-server.ts",
    table: "settings",
    id: "key",
    only: "mail",
    field: "password",
    json: { column: "value", path: ["server", "password"] },
  },
  {
    says: ["client secret of the sign-in provider", "client secrets of the sign-in provider"],
    sealedBy: "auth/oidc/settings.ts",
    table: "settings",
    id: "key",
    only: "provider",
    field: "client secret",
    json: { column: "value", path: ["clientSecret"] },
  },
];
