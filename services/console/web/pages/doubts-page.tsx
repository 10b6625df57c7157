import { useQuery } from '@tanstack/react-query';
import { type Doubt, type DoubtOrigin, type DoubtState, doubtOrigins, doubtStates } from '@zhiheng/contracts';
import { Button, Card, Checkbox, Flex, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { type DoubtsWanted, doubtCountsQuery, readDoubts } from '../api/doubts.ts';
import { useSpeech } from '../app/language.tsx';
import { DoubtClear } from '../components/doubt-clear.tsx';
import { useDoubtKeys } from '../components/doubt-keys.ts';
import { useDoubtWords } from '../components/doubt-words.ts';
import { ChoiceFilter, PersonFilter, UnitFilter } from '../components/filters.tsx';
import { Loaded } from '../components/loaded.tsx';
import { yuanText } from '../components/money.ts';
import { More } from '../components/more.tsx';
import { useNames } from '../components/names.ts';
import { PageHeading } from '../components/page-heading.tsx';
import { dueText } from '../components/times.ts';
import { usePages } from '../components/use-pages.ts';

/** Doubts: filtered, opened, cleared many at once by the keyboard. */
export function DoubtsPage() {
  const { say } = useSpeech();
  const [query] = useSearchParams();
  const [wanted, setWanted] = useState<DoubtsWanted>({
    batch: query.get('batch') ?? undefined,
    rule: query.get('rule') ?? undefined,
  });
  const doubts = usePages(['doubts', 'list', wanted], readDoubts(wanted));
  return (
    <>
      <PageHeading title={say('doubts.title')} lead={say('doubts.lead')} />
      <Card size="small" className="panel">
        <DoubtFilters wanted={wanted} onChange={setWanted} />
        <RuleCounts onChoose={(rule) => setWanted({ ...wanted, rule })} />
      </Card>
      <Card size="small">
        <Loaded query={doubts} empty={say('doubts.empty')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => (
            <>
              <DoubtTable doubts={rows} />
              <More {...doubts} count={rows.length} />
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

/** How many of each rule are without a conclusion; the way to them. */
function RuleCounts({ onChoose }: { onChoose: (rule: string) => void }) {
  const { ruleName } = useDoubtWords();
  const { data } = useQuery(doubtCountsQuery);
  const open = (data?.data ?? []).filter((count) => count.open > 0);
  return (
    <Flex gap={8} wrap>
      {open.map((count) => (
        <Button key={count.rule} size="small" danger={count.overdue > 0} onClick={() => onChoose(count.rule)}>
          {ruleName(count.rule)} {count.open}
        </Button>
      ))}
    </Flex>
  );
}

function DoubtFilters({ wanted, onChange }: { wanted: DoubtsWanted; onChange: (wanted: DoubtsWanted) => void }) {
  const { say, pick } = useSpeech();
  const { ruleOptions } = useDoubtWords();
  const options = (words: Record<string, { zh: string; en: string }>) =>
    Object.entries(words).map(([value, word]) => ({ value, label: pick(word) }));
  const set = (some: DoubtsWanted) => onChange({ ...wanted, ...some });
  return (
    <section className="filters" aria-label={say('doubts.title')}>
      <ChoiceFilter
        label={say('doubts.rule')}
        value={wanted.rule}
        onChange={(rule) => set({ rule })}
        options={ruleOptions()}
      />
      <ChoiceFilter
        label={say('doubts.state')}
        value={wanted.state}
        onChange={(state) => set({ state: state as DoubtState | undefined })}
        options={options(doubtStates)}
      />
      <ChoiceFilter
        label={say('doubts.origin')}
        value={wanted.origin}
        onChange={(origin) => set({ origin: origin as DoubtOrigin | undefined })}
        options={options(doubtOrigins)}
      />
      <UnitFilter label={say('doubts.unit')} value={wanted.unit} onChange={(unit) => set({ unit })} />
      <PersonFilter
        label={say('doubts.assignee')}
        value={wanted.assignee}
        onChange={(assignee) => set({ assignee: assignee || undefined })}
      />
      <Checkbox
        checked={wanted.overdue === true}
        onChange={({ target }) => set({ overdue: target.checked ? true : undefined })}
      >
        {say('doubts.onlyOverdue')}
      </Checkbox>
    </section>
  );
}

function DoubtTable({ doubts }: { doubts: Doubt[] }) {
  const { say, pick } = useSpeech();
  const { ruleName } = useDoubtWords();
  const { unitName } = useNames();
  const navigate = useNavigate();
  const [selected, setSelected] = useState<string[]>([]);
  const [clearing, setClearing] = useState<string[]>([]);
  const row = useDoubtKeys({
    ids: doubts.map(({ id }) => id),
    selected,
    select: setSelected,
    open: (id) => void navigate(`/doubts/${id}`),
    clear: setClearing,
  });
  const close = () => {
    setClearing([]);
    setSelected([]);
  };
  return (
    <>
      <Button disabled={selected.length === 0} onClick={() => setClearing(selected)}>
        {say('doubts.clear', { count: selected.length })}
      </Button>{' '}
      <span className="muted">{say('doubts.keys')}</span>
      <Table<Doubt>
        size="small"
        rowKey="id"
        aria-label={say('doubts.title')}
        pagination={false}
        dataSource={doubts}
        rowSelection={{ selectedRowKeys: selected, onChange: (keys) => setSelected(keys.map(String)) }}
        onRow={({ id }) => row(id)}
        columns={[
          {
            title: say('doubts.rule'),
            key: 'rule',
            render: (_, { id, rule }) => <Link to={`/doubts/${id}`}>{ruleName(rule)}</Link>,
          },
          { title: say('doubts.severity'), dataIndex: 'severity' },
          {
            title: say('doubts.state'),
            key: 'state',
            render: (_, { state, overdue }) => (
              <>
                <Tag>{pick(doubtStates[state])}</Tag>
                {overdue && <Tag color="red">{say('doubts.overdue')}</Tag>}
              </>
            ),
          },
          { title: say('doubts.origin'), key: 'origin', render: (_, { origin }) => pick(doubtOrigins[origin]) },
          { title: say('doubts.unit'), key: 'unit', render: (_, { unit }) => unitName(unit) },
          { title: say('doubts.subject'), dataIndex: 'subjectShown' },
          {
            title: say('doubts.amount'),
            key: 'amount',
            align: 'right',
            render: (_, { amountFen }) => amountFen !== null && yuanText(amountFen),
          },
          { title: say('doubts.assignee'), dataIndex: 'assignee' },
          { title: say('doubts.due'), key: 'due', render: (_, { dueAt }) => dueAt && dueText(dueAt) },
        ]}
      />
      {clearing.length > 0 && <DoubtClear ids={clearing} onClose={close} />}
    </>
  );
}
