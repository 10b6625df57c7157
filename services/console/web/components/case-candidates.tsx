import type { CaseCandidate } from '@zhiheng/contracts';
import { Table, Tag } from 'antd';
import { Link } from 'react-router';
import { readCandidates } from '../api/cases.ts';
import { useSpeech } from '../app/language.tsx';
import { Conflicts } from './conflicts.tsx';
import { Loaded } from './loaded.tsx';
import { More } from './more.tsx';
import { useNames } from './names.ts';
import { usePages } from './use-pages.ts';

/** Who holds the duty that a case waits for: those who may do it first, of the others why they may not. */
export function CaseCandidates({ id }: { id: string }) {
  const { say } = useSpeech();
  // Each asking is an entry of the log: coming back to the window is none.
  const candidates = usePages(['cases', id, 'candidates'], (cursor) => readCandidates(id, cursor), {
    refetchOnWindowFocus: false,
  });
  return (
    <Loaded query={candidates} empty={say('case.noCandidate')} isEmpty={(rows) => rows.length === 0}>
      {(rows) => (
        <>
          <CandidatesTable candidates={rows.toSorted((a, b) => Number(b.may) - Number(a.may))} />
          <More {...candidates} count={rows.length} />
        </>
      )}
    </Loaded>
  );
}

function CandidatesTable({ candidates }: { candidates: CaseCandidate[] }) {
  const { say } = useSpeech();
  const { unitName } = useNames();
  return (
    <Table<CaseCandidate>
      size="small"
      rowKey="person"
      aria-label={say('case.candidates')}
      pagination={false}
      dataSource={candidates}
      columns={[
        {
          title: say('person'),
          key: 'person',
          render: (_, { username, name }) => (
            <>
              {name} <Link to={`/people/${username}`}>{username}</Link>
            </>
          ),
        },
        { title: say('unit'), key: 'unit', render: (_, { unit }) => unitName(unit) },
        { title: say('post'), dataIndex: 'post' },
        { title: say('case.verdict'), key: 'verdict', width: '45%', render: (_, one) => <Verdict one={one} /> },
      ]}
    />
  );
}

function Verdict({ one: { may, mayReturn, reason, conflicts } }: { one: CaseCandidate }) {
  const { say, pick } = useSpeech();
  return (
    <>
      <Tag color={may ? 'green' : 'red'}>{say(may ? 'case.may' : 'case.mayNot')}</Tag>
      {mayReturn && <Tag>{say('case.mayReturn')}</Tag>}
      {reason && <span>{pick(reason)}</span>}
      {conflicts.length > 0 && <Conflicts conflicts={conflicts} />}
    </>
  );
}
