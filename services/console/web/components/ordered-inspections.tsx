import { findingDimensions, findingNatures, type OrderedInspection } from '@zhiheng/contracts';
import { Descriptions, Table, Tag } from 'antd';
import { readOrderedInspections } from '../api/ordered-inspections.ts';
import { useSpeech } from '../app/language.tsx';
import type { Bilingual } from '../words/types.ts';
import { InspectionStateTag } from './inspection-state-tag.tsx';
import { Loaded } from './loaded.tsx';
import { Moment } from './moment.tsx';
import { More } from './more.tsx';
import { usePages } from './use-pages.ts';

/** What was ordered of the centres below, and how far it is: counts and hashes, no case and no person. */
export function OrderedInspections({ names }: { names: ReadonlyMap<string, Bilingual> }) {
  const { say, pick } = useSpeech();
  const orders = usePages(['inspections', 'ordered'], readOrderedInspections);
  const nameOf = (child: string) => {
    const name = names.get(child);
    return name ? pick(name) : child;
  };
  return (
    <Loaded query={orders} empty={say('order.empty')} isEmpty={(rows) => rows.length === 0}>
      {(rows) => (
        <>
          <Table<OrderedInspection>
            size="small"
            rowKey="id"
            aria-label={say('order.title')}
            pagination={false}
            scroll={{ x: true }}
            dataSource={rows}
            expandable={{
              rowExpandable: ({ progress }) => progress !== null,
              expandedRowRender: (order) => <Progress order={order} />,
            }}
            columns={[
              { title: say('order.child'), key: 'child', render: (_, { child }) => nameOf(child) },
              { title: say('order.kind'), key: 'kind', render: (_, { kind }) => say(`order.kind.${kind}`) },
              { title: say('order.period'), dataIndex: 'period' },
              { title: say('order.answer'), key: 'answer', render: (_, { state }) => <OrderStateTag state={state} /> },
              {
                title: say('state'),
                key: 'state',
                render: (_, { progress }) => (progress ? <InspectionStateTag state={progress.state} /> : '—'),
              },
              {
                title: say('inspection.size'),
                key: 'size',
                align: 'right',
                render: (_, { progress }) => progress?.size ?? '—',
              },
              {
                title: say('inspection.sampled'),
                key: 'sampled',
                align: 'right',
                render: (_, { progress }) => progress?.sampled ?? '—',
              },
              { title: say('inspection.papers'), key: 'papers', render: (_, { progress }) => papersOf(progress) },
              {
                title: say('paper.findings'),
                key: 'findings',
                align: 'right',
                render: (_, { progress }) => progress?.findings.reduce((sum, { found }) => sum + found, 0) ?? '—',
              },
              { title: say('order.by'), key: 'by', render: (_, { orderedBy }) => orderedBy ?? '—' },
              { title: say('at'), key: 'at', render: (_, { orderedAt }) => <Moment at={orderedAt} /> },
            ]}
          />
          <More {...orders} count={rows.length} />
        </>
      )}
    </Loaded>
  );

  function papersOf(progress: OrderedInspection['progress']): string {
    if (!progress) return '—';
    const { open, signed, returned, agreed } = progress.papers;
    return say('inspection.agreed', { agreed, all: open + signed + returned + agreed });
  }
}

const colours = { ordered: 'blue', delivered: 'green', 'already-exists': 'gold' } as const;

function OrderStateTag({ state }: { state: OrderedInspection['state'] }) {
  const { say } = useSpeech();
  return <Tag color={colours[state]}>{say(`order.state.${state}`)}</Tag>;
}

function Progress({ order: { progress, note } }: { order: OrderedInspection }) {
  const { say, pick } = useSpeech();
  if (!progress) return null;
  const { findings, rectifications, commitment, root, sampleRoot, secret, checkpoint } = progress;
  const code = (text: string | null) => <span className="code">{text ?? '—'}</span>;
  return (
    <Descriptions
      size="small"
      column={1}
      items={[
        { key: 'note', label: say('order.note'), children: note ?? '—' },
        {
          key: 'findings',
          label: say('paper.findings'),
          children:
            findings
              .map(({ nature, dimension, found, closed }) =>
                say('order.finding', {
                  ...{ nature: pick(findingNatures[nature]), dimension: pick(findingDimensions[dimension]) },
                  ...{ found, closed },
                }),
              )
              .join('；') || '—',
        },
        { key: 'rectifications', label: say('order.rectifications'), children: say('order.rectified', rectifications) },
        { key: 'commitment', label: say('inspection.commitment'), children: code(commitment) },
        { key: 'root', label: say('inspection.root'), children: code(root) },
        { key: 'sampleRoot', label: say('inspection.sampleRoot'), children: code(sampleRoot) },
        { key: 'checkpoint', label: say('order.checkpoint'), children: code(checkpoint) },
        { key: 'secret', label: say('order.secret'), children: code(secret) },
      ]}
    />
  );
}
