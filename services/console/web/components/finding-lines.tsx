import { findingDimensions, findingNatures, type PaperFinding } from '@zhiheng/contracts';
import { Table } from 'antd';
import { useSpeech } from '../app/language.tsx';
import { yuanText } from './money.ts';

/** The findings that a paper makes. */
export function FindingLines({ findings }: { findings: readonly PaperFinding[] }) {
  const { say, pick } = useSpeech();
  return (
    <Table<PaperFinding>
      size="small"
      rowKey={({ description }) => description}
      aria-label={say('paper.findings')}
      pagination={false}
      dataSource={[...findings]}
      columns={[
        { title: say('paper.dimension'), key: 'dimension', render: (_, one) => pick(findingDimensions[one.dimension]) },
        { title: say('paper.nature'), key: 'nature', render: (_, one) => pick(findingNatures[one.nature]) },
        { title: say('paper.riskLevel'), dataIndex: 'riskLevel' },
        { title: say('paper.description'), dataIndex: 'description' },
        { title: say('paper.basis'), dataIndex: 'basis' },
        {
          title: say('paper.amount'),
          key: 'amount',
          align: 'right',
          render: (_, { amountFen }) => (amountFen === undefined ? '—' : yuanText(amountFen)),
        },
      ]}
    />
  );
}
