import type { LedgerDifferences, LedgerLines } from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';

export const ledgerFilterNames = ['at', 'from', 'to', 'person', 'post', 'unit', 'item', 'role'] as const;
/** `at`, `from` and `to` are instants; without `at` the ledger is that of now. */
export type LedgerFilters = { [K in (typeof ledgerFilterNames)[number]]?: string };

const limit = 200;

export const readLedger = (filters: LedgerFilters, cursor?: string): Promise<LedgerLines> => {
  const { from: _from, to: _to, ...wanted } = filters;
  return answered(
    client.GET('/api/v1/permission-ledger', { params: { query: { ...given({ ...wanted, cursor }), limit } } }),
  );
};

/** Both moments are needed. */
export const readDifference = (filters: LedgerFilters, cursor?: string): Promise<LedgerDifferences> => {
  const { at: _at, from = '', to = '', ...wanted } = filters;
  const query = { ...given({ ...wanted, cursor }), from, to, limit };
  return answered(client.GET('/api/v1/permission-ledger/difference', { params: { query } }));
};

/** The whole ledger of a moment as a file. */
export function readLedgerFile(format: 'xlsx' | 'csv', filters: LedgerFilters): Promise<Blob> {
  const { from: _from, to: _to, ...wanted } = filters;
  const asked = { params: { query: given(wanted) }, parseAs: 'blob' } as const;
  return format === 'xlsx'
    ? answered<Blob>(client.GET('/api/v1/permission-ledger.xlsx', asked))
    : answered<Blob>(client.GET('/api/v1/permission-ledger.csv', asked));
}

/** All that differs between the two moments as a workbook. */
export function readDifferenceFile({ at: _at, from = '', to = '', ...wanted }: LedgerFilters): Promise<Blob> {
  const query = { ...given(wanted), from, to };
  return answered<Blob>(
    client.GET('/api/v1/permission-ledger/difference.xlsx', { params: { query }, parseAs: 'blob' }),
  );
}
