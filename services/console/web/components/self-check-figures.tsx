import type { SectionFigures } from '@zhiheng/contracts';
import { Card, Descriptions, Table } from 'antd';
import { Link } from 'react-router';
import { useSpeech } from '../app/language.tsx';

const counts = [
  'casesCorrected',
  'casesCancelled',
  'openConflicts',
  'liveExceptions',
  'dormantGrants',
  'leavers',
  'postChanges',
  'people',
  'peopleWithoutGrants',
  'grants',
  'grantsOfOthers',
] as const satisfies (keyof SectionFigures)[];

/** What the system knows of a section: nobody has to count it. */
export function SelfCheckFigures({ figures, unit }: { figures: SectionFigures; unit: string }) {
  const { say, pick } = useSpeech();
  const columns = (['opened', 'completed', 'returned', 'cancelled'] as const).map((name) => ({
    title: say(`selfCheck.figures.${name}`),
    dataIndex: name,
    align: 'right' as const,
  }));
  return (
    <Card
      size="small"
      className="panel"
      title={say('selfCheck.figures')}
      extra={<Link to={`/ledger?unit=${unit}`}>{say('nav.ledger')}</Link>}
    >
      <Descriptions
        size="small"
        column={{ xs: 1, md: 2, xl: 4 }}
        items={counts.map((name) => ({ key: name, label: say(`selfCheck.figures.${name}`), children: figures[name] }))}
      />
      <Table<SectionFigures['items'][number]>
        size="small"
        rowKey="item"
        aria-label={say('selfCheck.figures.items')}
        pagination={false}
        dataSource={figures.items}
        columns={[
          { title: say('selfCheck.figures.item'), key: 'item', render: (_, { name }) => pick(name) },
          ...columns,
        ]}
      />
    </Card>
  );
}
