import type { Staffing } from '@zhiheng/contracts';
import { Table, Tag, Tooltip } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { type ConflictsOf, conflictsAt, duties } from './matrix.ts';
import { useNames } from './names.ts';
import { RiskTag } from './tags.tsx';

type Holder = Staffing['duties'][number]['holders'][number];

/** One row an item, one column a duty, in each cell the people. */
export function MatrixTable({ rows, index }: { rows: readonly Staffing[]; index: ConflictsOf }) {
  const { say, pick } = useSpeech();
  const { unitName } = useNames();
  const used = duties.filter((duty) => rows.some((row) => row.duties.some((held) => held.duty === duty)));
  return (
    <Table<Staffing>
      size="small"
      bordered
      rowKey={({ item, unit }) => `${item} ${unit}`}
      aria-label={say('matrix.title')}
      pagination={{ pageSize: 25, showSizeChanger: false, hideOnSinglePage: true }}
      rowClassName={({ feasible }) => (feasible ? '' : 'infeasible')}
      dataSource={[...rows]}
      columns={[
        {
          title: say('item'),
          key: 'item',
          width: 250,
          render: (_, row) => <ItemCell row={row} />,
        },
        { title: say('unit'), key: 'unit', width: 130, render: (_, { unit }) => unitName(unit) },
        ...used.map((duty) => ({
          title: pick(wordsOf('duties', duty)),
          key: duty,
          render: (_: unknown, row: Staffing) => <DutyCell row={row} duty={duty} index={index} />,
        })),
      ]}
    />
  );
}

function ItemCell({ row }: { row: Staffing }) {
  const { say, pick, language } = useSpeech();
  const { name, item, risk, feasible } = row;
  const critical = hiddenCritical(row);
  return (
    <>
      <div>{pick(name)}</div>
      <span className="code muted">{item}</span> <RiskTag risk={risk} />
      {!feasible && <Tag color="red">{say('matrix.infeasible')}</Tag>}
      {feasible && critical.length > 0 && (
        <div className="muted">
          {say('matrix.critical', { people: critical.join(language === 'zh' ? '、' : ', ') })}
        </div>
      )}
    </>
  );
}

/** Those without whom it no longer works although some duty has other holders, too: nothing else shows them. */
function hiddenCritical({ critical, duties: held }: Staffing): string[] {
  const single = held.flatMap(({ holders }) => (holders.length === 1 ? holders : [])).map(({ username }) => username);
  return critical.filter((username) => !single.includes(username));
}

function DutyCell({ row, duty, index }: { row: Staffing; duty: string; index: ConflictsOf }) {
  const { say } = useSpeech();
  const held = row.duties.find((each) => each.duty === duty);
  // An item without this duty is not an item whose duty nobody holds.
  if (!held) return <span className="muted">—</span>;
  if (held.holders.length === 0) return <Tag color="red">{say('matrix.nobody')}</Tag>;
  return (
    <span className="tags">
      {held.holders.map((holder) => (
        <HolderTag
          key={holder.person}
          holder={holder}
          rules={conflictsAt(index, holder.person, row.item).map(({ conflict }) => conflict.name)}
          single={held.holders.length === 1}
        />
      ))}
    </span>
  );
}

/** Red and named for a conflict, amber for the only holder; colour is never the only sign. */
function HolderTag({
  holder,
  rules,
  single,
}: {
  holder: Holder;
  rules: { zh: string; en: string }[];
  single: boolean;
}) {
  const { say, pick } = useSpeech();
  const named = [...new Set(rules.map(pick))].join('；');
  const sign = named ? `${say('matrix.conflict')}: ${named}` : single ? say('matrix.single') : undefined;
  const tag = (
    <Tag
      color={named ? 'red' : single ? 'orange' : 'default'}
      {...(sign ? { tabIndex: 0, 'aria-label': `${holder.name} ${sign}` } : {})}
    >
      {named ? '⚠ ' : single ? '① ' : ''}
      {holder.name}
    </Tag>
  );
  return sign ? <Tooltip title={sign}>{tag}</Tooltip> : tag;
}
