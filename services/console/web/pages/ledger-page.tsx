import { Alert, Card, Space } from 'antd';
import { useSearchParams } from 'react-router';
import {
  type LedgerFilters,
  ledgerFilterNames,
  readDifference,
  readDifferenceFile,
  readLedger,
  readLedgerFile,
} from '../api/permission-ledger.ts';
import { useSay } from '../app/language.tsx';
import { DownloadButton } from '../components/download-button.tsx';
import { HistoryFrom } from '../components/history-from.tsx';
import { LedgerDifferenceTable } from '../components/ledger-difference-table.tsx';
import { LedgerFiltersForm, type LedgerMode } from '../components/ledger-filters-form.tsx';
import { LedgerTable } from '../components/ledger-table.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { PrintButton } from '../components/print-button.tsx';
import { minuteText } from '../components/times.ts';
import { useAddressFilters } from '../components/use-address-filters.ts';
import { usePages } from '../components/use-pages.ts';

/** Who held what, as of a moment or between two; the question lives in the address. */
export function LedgerPage() {
  const say = useSay();
  const [filters] = useAddressFilters(ledgerFilterNames);
  const [query, setQuery] = useSearchParams();
  const mode: LedgerMode = query.get('view') === 'difference' ? 'difference' : 'moment';
  return (
    <>
      <PageHeading title={say('ledger.title')} lead={say('ledger.lead')} />
      <Card size="small">
        <LedgerFiltersForm
          key={query.toString()}
          mode={mode}
          filters={filters}
          onSearch={(wanted, next) =>
            setQuery({ ...(wanted === 'difference' ? { view: wanted } : {}), ...(next as Record<string, string>) })
          }
        />
        {mode === 'moment' ? <AtMoment filters={filters} /> : <Between filters={filters} />}
      </Card>
    </>
  );
}

function AtMoment({ filters }: { filters: LedgerFilters }) {
  const say = useSay();
  const lines = usePages(['ledger', filters], (cursor) => readLedger(filters, cursor));
  const at = minuteText(filters.at ?? new Date(lines.dataUpdatedAt).toISOString());
  return (
    <Loaded query={lines} empty={say('ledger.empty')} isEmpty={(rows) => rows.length === 0}>
      {(rows) => (
        <>
          <div className="heading">
            <span role="status">
              {say(lines.hasNextPage ? 'ledger.asOfSome' : 'ledger.asOf', { at, count: rows.length })}
            </span>
            <Space className="no-print">
              {(['xlsx', 'csv'] as const).map((format) => (
                <DownloadButton
                  key={format}
                  label={say(format === 'xlsx' ? 'ledger.excel' : 'ledger.csv')}
                  name={`${say('ledger.title')} ${at.replace(':', '')}.${format}`}
                  read={() => readLedgerFile(format, filters)}
                />
              ))}
              <PrintButton pages={lines} />
            </Space>
          </div>
          {filters.at && <HistoryFrom moment={filters.at} from={lines.first?.historyFrom} />}
          <LedgerTable lines={rows} />
          <More {...lines} count={rows.length} />
        </>
      )}
    </Loaded>
  );
}

function Between({ filters }: { filters: LedgerFilters }) {
  const say = useSay();
  const { from, to } = filters;
  if (!from || !to) return <Alert type="info" showIcon title={say('ledger.needBoth')} />;
  return <Differences filters={filters} from={from} to={to} />;
}

function Differences({ filters, from, to }: { filters: LedgerFilters; from: string; to: string }) {
  const say = useSay();
  const rows = usePages(['ledger-difference', filters], (cursor) => readDifference(filters, cursor));
  return (
    <Loaded query={rows} empty={say('ledger.emptyDifference')} isEmpty={(found) => found.length === 0}>
      {(found) => (
        <>
          <div className="heading">
            <span role="status">{say('ledger.between', { from: minuteText(from), to: minuteText(to) })}</span>
            <Space className="no-print">
              <DownloadButton
                label={say('ledger.excel')}
                name={`${say('ledger.difference')} ${minuteText(from)} ${minuteText(to)}.xlsx`.replaceAll(':', '')}
                read={() => readDifferenceFile(filters)}
              />
              <PrintButton pages={rows} />
            </Space>
          </div>
          <HistoryFrom moment={from} from={rows.first?.historyFrom} />
          <LedgerDifferenceTable rows={found} />
          <More {...rows} count={found.length} />
        </>
      )}
    </Loaded>
  );
}
