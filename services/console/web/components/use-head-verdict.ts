import { useQuery } from '@tanstack/react-query';
import { readCheckpoint, readKey } from '../api/entries.ts';
import type { Integrity } from '../api/integrity.ts';
import { keepCheckpoint, keptCheckpoint } from '../api/kept-checkpoint.ts';
import { type HeadVerdict, publicTiles, verifyHead } from '../api/verify-head.ts';

export interface Head {
  checkpoint: string;
  /** A line a key, newest first. */
  vkey: string;
  verdict: HeadVerdict;
}

/**
 * Fetches the log's public parts and judges them in this browser. What holds is kept here, and the log has to continue it from
 * then on.
 */
export function useHeadVerdict(centre: string, { seen, witnesses, size }: Integrity) {
  return useQuery({
    queryKey: ['head', centre, size],
    queryFn: async (): Promise<Head> => {
      // What was kept before the head is asked for: a log that grows meanwhile continues all of it.
      const own = keptCheckpoint(centre);
      // Asked for only where somebody has signed: it is not there otherwise.
      const cosigned = witnesses.some((one) => one.size !== null) ? await readCheckpoint(centre, true) : undefined;
      const [checkpoint, vkey] = await Promise.all([readCheckpoint(centre), readKey(centre)]);
      const verdict = await verifyHead({
        ...{ checkpoint, cosigned, vkey, readTile: publicTiles(centre) },
        kept: [
          ...(seen ? [{ by: 'host' as const, note: seen.checkpoint }] : []),
          ...(own ? [{ by: 'browser' as const, note: own }] : []),
        ],
        witnesses: witnesses.map((one) => one.vkey),
      });
      const holds = verdict.fault === undefined && verdict.continues.every(({ fault }) => fault === undefined);
      // A head that breaks with what was kept never takes its place.
      if (holds) keepCheckpoint(centre, checkpoint);
      return { checkpoint, vkey, verdict };
    },
    refetchOnWindowFocus: false,
  });
}
