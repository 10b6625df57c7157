import { noSuch, said } from '@zhiheng/contracts';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { type App, callerOf, Problem } from '@zhiheng/http';
import { encodeBundle, parseTilePath, tileWidth, widthOf } from '@zhiheng/ledger';
import { removedEntry } from '../archive/folder.ts';
import { type Archive, readPlaces } from '../archive/places.ts';
import { consistencyOf } from '../consistency.ts';
import { cosignedNote } from '../cosigned-note.ts';
import type { LogKeys } from '../log-keys.ts';
import { readingAction, requireReading } from '../log-reading.ts';
import { readLog } from '../reading.ts';
import { newestCosigned } from '../store/cosignature-store.ts';
import { findLog, findTile, newestCheckpoint } from '../store/tree-store.ts';
import {
  BundleBytes,
  BundleQuery,
  CentrePath,
  Checkpoint,
  CheckpointQuery,
  ConsistencyAnswer,
  ConsistencyQuery,
  Key,
  Keys,
  LogReading,
  LogReadingInput,
  TileBytes,
  TilePathParameters,
} from './schemas.ts';

const plain = 'text/plain; charset=utf-8';
const bytes = 'application/octet-stream';
/** A tile of a given width never changes, nor does a bundle; the latter is for its reader alone. */
const forever = 'public, max-age=31536000, immutable';
const foreverPrivate = 'private, max-age=31536000, immutable';

/** C2SP tlog-tiles, one log a centre, under `/audit/log/{centre}`. */
export function logRoutes(
  app: App,
  { database, keys, archive }: { database: Database; keys: LogKeys; archive: Archive },
): void {
  const publicly = { access: 'public' } as const;
  const tags = ['log'];

  app.get('/audit/log/:centre/checkpoint', {
    config: publicly,
    schema: {
      tags,
      summary: '检查点，附见证签名 / newest signed tree head, with what witnesses have signed (C2SP tlog-checkpoint)',
      params: CentrePath,
      querystring: CheckpointQuery,
      response: { 200: Checkpoint },
    },
    handler: async (request, reply) => {
      const { centre } = request.params;
      const find = request.query.cosigned ? newestCosigned : newestCheckpoint;
      const note = await inCentre(database, centre, async (transaction) => {
        const checkpoint = await find(transaction, centre);
        return checkpoint && cosignedNote(transaction, centre, checkpoint);
      });
      if (!note) throw new Problem('not-found', said('no-log', { centre }));
      return reply.type(plain).header('cache-control', 'no-cache').send(note);
    },
  });

  app.get('/audit/log/:centre/key', {
    config: publicly,
    schema: {
      tags,
      summary: '验证公钥 / public keys as C2SP vkey lines, newest first',
      params: CentrePath,
      response: { 200: Key },
    },
    handler: async (request, reply) => {
      const { centre } = request.params;
      const log = await inCentre(database, centre, (transaction) => findLog(transaction, centre));
      if (!log) throw new Problem('not-found', said('no-log', { centre }));
      const lines = keys.published(log.origin).map(({ vkey }) => `${vkey}\n`);
      return reply.type(plain).header('cache-control', 'no-cache').send(lines.join(''));
    },
  });

  app.get('/audit/log/:centre/keys', {
    config: publicly,
    schema: {
      tags,
      summary: '验证公钥及其有效期 / public keys with the time each signs in, newest first',
      params: CentrePath,
      response: { 200: Keys },
    },
    handler: async (request, reply) => {
      const { centre } = request.params;
      const log = await inCentre(database, centre, (transaction) => findLog(transaction, centre));
      if (!log) throw new Problem('not-found', said('no-log', { centre }));
      reply.header('cache-control', 'no-cache');
      return { data: keys.published(log.origin) };
    },
  });

  app.get('/audit/log/:centre/tile/*', {
    config: publicly,
    schema: {
      tags,
      summary: '树块 / hashes of the tree (C2SP tlog-tiles)',
      params: TilePathParameters,
      response: { 200: TileBytes },
    },
    handler: async (request, reply) => {
      const { centre } = request.params;
      const { level, n, width } = placeOf(request.params['*']);
      if (level === 'entries') throw new Problem('not-found');
      const tile = await inCentre(database, centre, (transaction) => findTile(transaction, centre, level, n));
      if (!tile || tile.data.length < width * 32) throw new Problem('not-found', noSuch('tile', request.params['*']));
      return reply
        .type(bytes)
        .header('cache-control', forever)
        .send(Buffer.from(tile.data.subarray(0, width * 32)));
    },
  });

  app.get('/audit/log/:centre/consistency', {
    config: publicly,
    schema: {
      tags,
      summary: '一致性证明 / proof that one tree begins with another (RFC 9162)',
      params: CentrePath,
      querystring: ConsistencyQuery,
      response: { 200: ConsistencyAnswer },
    },
    handler: async (request) => {
      const { centre } = request.params;
      return inCentre(database, centre, (transaction) => consistencyOf(transaction, centre, request.query));
    },
  });

  app.post('/audit/log/:centre/readings', {
    config: { access: { personOrScope: 'audit:read' } },
    schema: {
      tags,
      summary:
        '声明通读 / says once that the bundles of a range are going to be read: each names it, and is not logged by itself',
      params: CentrePath,
      body: LogReadingInput,
      response: { 201: LogReading },
    },
    handler: async (request, reply) => {
      const { centre } = request.params;
      if (callerOf(request).centre !== centre) throw new Problem('not-found', said('no-log', { centre }));
      const reading = await readLog(database, request, {
        reading: { action: readingAction, details: { ...request.body } },
        work: async (_, __, id) => ({ id, ...request.body }),
      });
      return reply.status(201).send(reading);
    },
  });

  app.get('/audit/log/:centre/tile/entries/*', {
    config: { access: { personOrScope: 'audit:read' } },
    schema: {
      tags,
      summary: '记录包 / bundle of entries (C2SP tlog-tiles)',
      params: TilePathParameters,
      querystring: BundleQuery,
      response: { 200: BundleBytes },
    },
    handler: async (request, reply) => {
      const { centre } = request.params;
      const caller = callerOf(request);
      if (caller.centre !== centre) throw new Problem('not-found', said('no-log', { centre }));
      const path = `entries/${request.params['*']}`;
      const { n, width } = placeOf(path);
      const { reading } = request.query;
      const bundle = await readLog(database, request, {
        ...(reading === undefined ? { reading: { action: readingAction, details: { bundle: path } } } : {}),
        work: async (transaction) => {
          if (reading !== undefined) await requireReading(transaction, centre, caller, reading, { n, width });
          return readBundle(transaction, archive, centre, n, width);
        },
      });
      return reply.type(bytes).header('cache-control', foreverPrivate).send(Buffer.from(bundle));
    },
  });
}

function placeOf(path: string) {
  const place = parseTilePath(`tile/${path}`);
  if (!place) throw new Problem('not-found', noSuch('tile', path));
  return place;
}

/** Throws Problem `not-found`, `unavailable`, `archive-unavailable`, `entry-removed` where nothing is left of it. */
async function readBundle(
  transaction: Transaction,
  archive: Archive,
  centre: string,
  n: number,
  width: number,
): Promise<Uint8Array> {
  const size = (await newestCheckpoint(transaction, centre))?.size ?? 0;
  if (widthOf(size, 0, n) < width) throw new Problem('not-found', noSuch('bundle', String(n)));
  const places = await readPlaces(transaction, archive, centre, n * tileWidth, n * tileWidth + width);
  if (places.length !== width || places.some(({ kind }) => kind === 'missing'))
    throw new Problem('unavailable', said('bundle-missing'));
  if (places.some(({ kind }) => kind === 'unavailable'))
    throw new Problem('archive-unavailable', said('bundle-in-archive', { n }));
  if (places.every(({ kind }) => kind === 'removed')) throw new Problem('entry-removed', said('bundle-removed', { n }));
  return encodeBundle(places.map((place) => (place.kind === 'entry' ? place.bytes : removedEntry)));
}
