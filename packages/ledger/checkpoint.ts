import { fromBase64, toBase64 } from './bytes.ts';
import { FormatError } from './errors.ts';
import { hashLength } from './hash.ts';

/** The head of a log's tree at one size (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** Which log this is; unique in the world. */
  origin: string;
  size: number;
  root: Uint8Array;
  /** Further lines, opaque. */
  extensions?: readonly string[];
}

/** The text that is signed; ends in a newline. */
export function checkpointText({ origin, size, root, extensions = [] }: Checkpoint): string {
  const lines = [origin, String(size), toBase64(root), ...extensions];
  if (lines.some((line) => line === '' || line.includes('\n')))
    throw new FormatError('invalid-checkpoint', 'Every line of a checkpoint holds something.');
  return `${lines.join('\n')}\n`;
}

/** Reads a checkpoint's text. Throws FormatError `invalid-checkpoint`. */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n');
  const [origin, sizeText, rootText, ...extensions] = lines.slice(0, -1);
  const root = fromBase64(rootText ?? '');
  const size = Number(sizeText);
  if (lines.at(-1) !== '' || !origin || root?.length !== hashLength || extensions.includes(''))
    throw new FormatError('invalid-checkpoint', 'A checkpoint has an origin, a size and a root, one a line.');
  if (!/^(0|[1-9]\d*)$/.test(sizeText ?? '') || !Number.isSafeInteger(size))
    throw new FormatError('invalid-checkpoint', `"${sizeText}" is no size of a tree.`);
  return { origin, size, root, ...(extensions.length ? { extensions } : {}) };
}
