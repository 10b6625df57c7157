import { FormatError, fromBase64, openNote, SignatureError, signNote, toBase64 } from '@zhiheng/ledger';
import { type LogKeys, verifyEd25519 } from '../log-keys.ts';

/** How far a verification has come with nothing amiss. */
export interface Standing {
  size: number;
  root: Uint8Array;
}

/** Of which run it is. */
interface Which {
  centre: string;
  id: string;
  /** Of the centre's log. */
  origin: string;
}

/** No checkpoint has such a text: its first line is no origin of a log, its second no size. */
const headOf = ({ centre, id, origin }: Which) => `zhiheng-verification/v1\n${id}\n${centre}\n${origin}\n`;

/**
 * A standing as it lies in the database, signed with the log's key (C2SP signed note): whoever owns the database can neither have a
 * verification pass over what it has not seen, nor go on from another one's.
 */
export const sealStanding = (which: Which, { size, root }: Standing, keys: LogKeys): Promise<string> =>
  signNote(`${headOf(which)}${size}\n${toBase64(root)}\n`, [keys.signer(which.origin)]);

/** Undefined where it is not one that a key of the log has signed for this run: it begins anew. */
export async function openStanding(which: Which, sealed: string, keys: LogKeys): Promise<Standing | undefined> {
  try {
    const { text } = await openNote(sealed, keys.verifiers(which.origin), verifyEd25519);
    const head = headOf(which);
    const [size, root] = text.startsWith(head) ? text.slice(head.length).split('\n') : [];
    const hash = fromBase64(root ?? '');
    return hash?.length === 32 ? { size: Number(size), root: hash } : undefined;
  } catch (error) {
    if (error instanceof FormatError || error instanceof SignatureError) return undefined;
    throw error;
  }
}
