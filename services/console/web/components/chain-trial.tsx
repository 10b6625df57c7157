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
        {stages.map(({ by, deciders, some, escalated, thin, thinUnits }, index) => (
          <li key={index}>
            {say('trial.stage', { number: index + 1, role: roleName(by), count: deciders })}
            <div className="muted">
              {list(some)} {deciders > some.length && say('trial.more', { count: deciders })}
            </div>
            {escalated > 0 && <div>{say('trial.escalated', { count: escalated })}</div>}
            {thinUnits > 0 && <ThinUnits thin={thin} count={thinUnits} />}
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

/** Where a stage has nobody at its post, or no more people than it takes: whoever is away there is missed at once. */
function ThinUnits({ thin, count }: { thin: Trial['stages'][number]['thin']; count: number }) {
  const say = useSay();
  const list = useList();
  const { unitName } = useNames();
  return (
    <details>
      <summary>{say('trial.thin', { count })}</summary>
      <ul>
        {thin.map(({ unit, escalated, deciders }) => (
          <li key={unit}>
            {say(escalated ? 'trial.nobodyAt' : 'trial.onlyAt', { unit: unitName(unit), people: list(deciders) })}
          </li>
        ))}
      </ul>
      {count > thin.length && <div className="muted">{say('trial.furtherUnits', { count: count - thin.length })}</div>}
    </details>
  );
}
