/** The command line, or a file it names, makes no sense. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
