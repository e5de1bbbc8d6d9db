import { forAllTablesRefused } from "../entries/for-all-tables-refused";
import { generatedColumnsInShape } from "../entries/generated-columns-in-shape";
import { generatedColumnsNotPublished } from "../entries/generated-columns-not-published";
import { introspectionFailed } from "../entries/introspection-failed";
import { publicationDoesNotExist } from "../entries/publication-does-not-exist";
import { publicationMissingOperations } from "../entries/publication-missing-operations";
import { publicationNotConfigured } from "../entries/publication-not-configured";
import { publicationNotFoundAtStart } from "../entries/publication-not-found-at-start";
import { publicationSkipped } from "../entries/publication-skipped";
import { replicaIdentityNotFull } from "../entries/replica-identity-not-full";
import { tableAlreadyPublished } from "../entries/table-already-published";
import { tableCannotBePublished } from "../entries/table-cannot-be-published";
import { tableMissingFromPublication } from "../entries/table-missing-from-publication";
import { tableMissingFromPublicationInManualMode } from "../entries/table-missing-from-publication-in-manual-mode";
import { tableTruncated } from "../entries/table-truncated";
import { transactionTooLarge } from "../entries/transaction-too-large";
import { updateWithoutOldRow } from "../entries/update-without-old-row";
import { writeFailsColumnList } from "../entries/write-fails-column-list";
import { writeFailsGeneratedColumns } from "../entries/write-fails-generated-columns";
import { writeFailsNoReplicaIdentity } from "../entries/write-fails-no-replica-identity";

/** The entries of one part, in reading order. */
export const publication = [
  publicationDoesNotExist,
  publicationNotFoundAtStart,
  publicationMissingOperations,
  publicationNotConfigured,
  publicationSkipped,
  tableMissingFromPublication,
  tableMissingFromPublicationInManualMode,
  replicaIdentityNotFull,
  updateWithoutOldRow,
  forAllTablesRefused,
  tableAlreadyPublished,
  tableCannotBePublished,
  generatedColumnsNotPublished,
  generatedColumnsInShape,
  writeFailsNoReplicaIdentity,
  writeFailsGeneratedColumns,
  writeFailsColumnList,
  tableTruncated,
  transactionTooLarge,
  introspectionFailed,
] as const;
