import type { DepartureEffects } from '@zhiheng/contracts';
import { Descriptions } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useSpeech } from '../app/language.tsx';
import { wordsOf } from '../words/codes.ts';
import { useNames } from './names.ts';

type HeldGrants = DepartureEffects['grantsEnded'];
/** What a departure, leave, transfer or suspension does: each has some of these effects. */
export interface ActEffects extends Partial<DepartureEffects> {
  grantsKept?: HeldGrants;
  /** Suspended ones. */
  grants?: HeldGrants;
}

/** What an act does or did, one line an effect; an effect that it has and that touches nothing is said to be nothing. */
export function EffectsList({ effects }: { effects: ActEffects }) {
  const { say, pick, language } = useSpeech();
  const { roleName, unitName, itemName } = useNames();
  const people = (names: readonly string[]) => names.join(language === 'zh' ? '、' : ', ') || say('none');
  const {
    accounts,
    grants,
    grantsEnded,
    grantsKept,
    requestsWithdrawn,
    decisionsReassigned,
    controlsLeft,
    clients,
    openCases,
  } = effects;
  const line = (key: keyof ActEffects, rows: readonly ReactNode[] | undefined) =>
    rows === undefined
      ? []
      : [{ key, label: `${say(`departure.${key}`)} (${rows.length})`, children: <Rows rows={rows} /> }];
  const held = (rows: HeldGrants | undefined) =>
    rows?.map(({ role, unit }) => say('conflict.withRole', { role: roleName(role), unit: unitName(unit) }));
  return (
    <Descriptions
      bordered
      size="small"
      column={1}
      styles={{ label: { width: 200, verticalAlign: 'top' } }}
      items={[
        ...line('accounts', accounts),
        ...line('grants', held(grants)),
        ...line('grantsEnded', held(grantsEnded)),
        ...line('grantsKept', held(grantsKept)),
        ...line(
          'requestsWithdrawn',
          requestsWithdrawn?.map((id) => (
            <Link key={id} to={`/requests/${id}`} className="code">
              {id}
            </Link>
          )),
        ),
        ...line(
          'decisionsReassigned',
          decisionsReassigned?.map(({ request, stage, to, escalated }) => (
            <Link key={request} to={`/requests/${request}`}>
              {say(escalated ? 'departure.escalatedTo' : 'departure.reassignedTo', { stage, people: people(to) })}
            </Link>
          )),
        ),
        ...line('clients', clients),
        ...line(
          'controlsLeft',
          controlsLeft?.map(({ rule, person, to }) =>
            say('departure.controlLeft', { rule, person: person ?? '—', people: people(to) }),
          ),
        ),
        ...line(
          'openCases',
          openCases?.map(({ reference, item, nextDuty, candidates }) => {
            const duty = nextDuty ? pick(wordsOf('duties', nextDuty)) : '—';
            return `${reference} ${itemName(item)} · ${say('departure.caseNext', { duty, people: people(candidates) })}`;
          }),
        ),
      ]}
    />
  );
}

function Rows({ rows }: { rows: readonly ReactNode[] }) {
  const { say } = useSpeech();
  if (rows.length === 0) return <span className="muted">{say('none')}</span>;
  return (
    <ul className="plain">
      {rows.map((row, index) => (
        <li key={index}>{row}</li>
      ))}
    </ul>
  );
}
