/** A month cannot go to the archive as the log stands; a person has to look. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  readonly code = 'not-archivable';
}
