import { useQuery } from '@tanstack/react-query';
import { type Roster, rosterKinds } from '@zhiheng/contracts';
import { Alert, Card, Flex, Tabs } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { rosterQuery } from '../api/rosters.ts';
import { useSpeech } from '../app/language.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Moment } from '../components/moment.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { RosterActs } from '../components/roster-acts.tsx';
import { RosterProgress } from '../components/roster-progress.tsx';
import { RosterRows } from '../components/roster-rows.tsx';
import { wordsOf } from '../words/codes.ts';
import { RosterStateTag } from './rosters-page.tsx';

/** One personnel file: what it would change, who is to confirm it, how far it is, what was done. */
export function RosterPage() {
  const { id = '' } = useParams();
  const query = useQuery(rosterQuery(id));
  return <Loaded query={query}>{(roster) => <Shown roster={roster} />}</Loaded>;
}

function Shown({ roster }: { roster: Roster }) {
  const { fileName, uploadedBy, uploadedAt, state } = roster;
  return (
    <>
      <PageHeading title={fileName} extra={<RosterActs roster={roster} />} />
      <Flex gap={12} align="center" className="panel">
        <RosterStateTag state={state} /> {uploadedBy} <Moment at={uploadedAt} seconds />
      </Flex>
      <Standing roster={roster} />
      <Card size="small" className="panel">
        <KindTabs roster={roster} />
      </Card>
    </>
  );
}

/** What there is to know of it as it stands. */
function Standing({ roster }: { roster: Roster }) {
  const { say, pick } = useSpeech();
  const { state, leaving, people, mostOfUnit: most, grantsTouched: grants, casesTouched: cases } = roster;
  const { sharePercent: share, unitPeople: unit, needsSecond, changedSince, failure, done, refused } = roster;
  if (state === 'applying') return <RosterProgress roster={roster} />;
  if (state === 'stopped')
    return (
      <Alert
        className="panel"
        type="error"
        showIcon
        title={say('roster.stopped', { why: pick(wordsOf('problems', failure ?? '')) })}
      />
    );
  if (state !== 'open')
    return (
      <Alert
        className="panel"
        type={refused > 0 ? 'warning' : 'info'}
        showIcon
        title={say('roster.finished', { done, refused })}
        description={say('roster.erased')}
      />
    );
  return (
    <Alert
      className="panel"
      type={needsSecond ? 'warning' : 'info'}
      showIcon
      title={say('roster.summary', { leaving, people, most, grants, cases })}
      description={
        <>
          {needsSecond && <div>{say('roster.needsSecond', { share, unit })}</div>}
          {changedSince && <div>{say('roster.changedSince')}</div>}
          <div className="muted">{say('roster.expires', { at: roster.expiresAt.slice(0, 10) })}</div>
        </>
      }
    />
  );
}

function KindTabs({ roster }: { roster: Roster }) {
  const { say } = useSpeech();
  // Of one that is over only what something was done about is kept.
  const over = !['open', 'applying', 'stopped'].includes(roster.state);
  const shown = rosterKinds.filter((kind) => roster.counts[kind] > 0 && !(over && kind === 'unchanged'));
  const [chosen, choose] = useState<(typeof rosterKinds)[number]>();
  const active = chosen ?? shown[0];
  return (
    <Tabs
      size="small"
      {...(active ? { activeKey: active } : {})}
      onChange={(key) => choose(key as (typeof rosterKinds)[number])}
      items={shown.map((kind) => ({
        key: kind,
        label: `${say(`roster.kind.${kind}`)} (${roster.counts[kind]})`,
        children: <RosterRows roster={roster} kind={kind} />,
      }))}
    />
  );
}
