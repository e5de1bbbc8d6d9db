const PUBLICATION_PREFIX = "electric_publication_";
const SLOT_PREFIX = "electric_slot_";

/** A Postgres name has 63 bytes and the publication's prefix takes 21 of them. */
const LONGEST_STREAM_ID = 63 - PUBLICATION_PREFIX.length;

/** Electric's parser of unquoted identifiers folds to lower case (Electric 1.7.12, postgres/identifiers.ex 121-138). */
const folded = (streamId: string): string => streamId.toLowerCase();

/** Returns the name of Electric's publication, unquoted, as the catalogue has it (application.ex 98-117). */
export function publicationName(streamId: string): string {
  return PUBLICATION_PREFIX + folded(streamId);
}

/** Returns the name of Electric's replication slot; its advisory lock has the same name (application.ex 98-117). */
export function slotName(streamId: string): string {
  return SLOT_PREFIX + folded(streamId);
}

/** Returns the name of the slot that Electric uses with a publication of its own naming: both have the stream id at their end. */
export const slotOfPublication = (publication: string): string =>
  SLOT_PREFIX + publication.slice(PUBLICATION_PREFIX.length);

/** Returns whether a slot has a name that Electric gives: of any stream id, or a random one (application.ex 98-117). */
export const isSlotOfElectric = (name: string): boolean => name.startsWith(SLOT_PREFIX);

/**
 * Returns why a stream id (ELECTRIC_REPLICATION_STREAM_ID) cannot work, or null when it can: what Electric 1.7.12
 * refuses at boot (runtime.exs 145-156), what Postgres refuses as the name of a slot (42602: only a-z, 0-9 and _),
 * and what Postgres would cut to 63 bytes, so that Electric never finds its publication again.
 */
export function streamIdProblem(streamId: string): string | null {
  if (streamId === "") return "The stream id is empty.";
  if (!/^[\p{L}_]/u.test(streamId))
    return `Electric refuses the stream id ${streamId}: it has to begin with a letter or an underscore.`;
  const refused = /[^\p{L}\p{N}_$]/u.exec(streamId)?.[0];
  if (refused !== undefined)
    return `Electric refuses the stream id ${streamId}: ${spoken(refused)} is neither a letter nor a digit nor an underscore, and it stops at the start.`;
  const forbidden = /[^a-z0-9_]/.exec(folded(streamId))?.[0];
  if (forbidden !== undefined)
    return `Postgres refuses the slot name ${slotName(streamId)}: ${forbidden} is not one of a to z, 0 to 9 and underscore.`;
  if (streamId.length > LONGEST_STREAM_ID)
    return `The stream id has ${streamId.length} bytes. Beyond ${LONGEST_STREAM_ID} Postgres cuts the name of the publication to 63 bytes and Electric does not find it again.`;
  return null;
}

const spoken = (character: string): string =>
  character === "-" ? "a hyphen" : /\s/u.test(character) ? "a space" : character;
