import { certificateFileWithSslmodeDisable } from "../entries/certificate-file-with-sslmode-disable";
import { databaseUrlInvalid } from "../entries/database-url-invalid";
import { idleTimeoutTooShort } from "../entries/idle-timeout-too-short";
import { passwordMissingInUrl } from "../entries/password-missing-in-url";
import { replicationOptionInUrl } from "../entries/replication-option-in-url";
import { secretMissing } from "../entries/secret-missing";
import { sslmodeVerifyFull } from "../entries/sslmode-verify-full";
import { storageKindDeprecated } from "../entries/storage-kind-deprecated";
import { streamIdInvalid } from "../entries/stream-id-invalid";

/** The entries of one part, in reading order. */
export const settings = [
  secretMissing,
  databaseUrlInvalid,
  sslmodeVerifyFull,
  replicationOptionInUrl,
  passwordMissingInUrl,
  certificateFileWithSslmodeDisable,
  streamIdInvalid,
  idleTimeoutTooShort,
  storageKindDeprecated,
] as const;
