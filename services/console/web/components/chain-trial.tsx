import type { RequestPreview } from '@zhiheng/contracts';
import { Alert } from 'antd';
import { useSay } from '../app/language.tsx';
import { useList } from './lists.ts';
import { useNames } from './names.ts';

type Trial = NonNullable<RequestPreview['trial']>;

/** Who would decide by a proposed chain at the units it is for, and where nobody could go through it. */
export function ChainTrialPane({ trial: { units, stages, impassable } }: { trial: Trial }) {
  const say = useSay();
  const list = useList();
  const { roleName, unitName } = useNames();
  return (
    <section>
      <h3>{say('trial.title')}</h3>
      <p className="muted">{say('trial.lead', { units })}</p>
      <ol className="plain" aria-label={say('trial.title')}>
        {stages.map(({ by, deciders, some, escalated }, index) => (
          <li key={index}>
            {say('trial.stage', { number: index + 1, role: roleName(by), count: deciders })}
            <div className="muted">
              {list(some)} {deciders > some.length && say('trial.more', { count: deciders })}
            </div>
            {escalated > 0 && <div>{say('trial.escalated', { count: escalated })}</div>}
          </li>
        ))}
      </ol>
      {impassable.length === 0 ? (
        <Alert type="success" showIcon className="panel" title={say('trial.passable')} />
      ) : (
        <Alert
          type="warning"
          showIcon
          className="panel"
          title={say('trial.impassable', { count: impassable.length })}
          description={list(
            impassable.map(({ unit, stage }) => say('trial.at', { unit: unitName(unit), number: stage + 1 })),
          )}
        />
      )}
    </section>
  );
}
