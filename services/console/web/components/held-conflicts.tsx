import type { HeldConflict } from '@zhiheng/contracts';
import { Tag } from 'antd';
import { Link } from 'react-router';
import { useSay } from '../app/language.tsx';
import { Conflicts } from './conflicts.tsx';
import { useNames } from './names.ts';
import { exceptionTo, removalOf } from './request-links.ts';
import { RiskTag } from './tags.tsx';
import { periodText } from './times.ts';

/** What people can do against the rules: each explained, with the smallest sets of grants whose removal resolves it. */
export function HeldConflicts({ rows }: { rows: readonly HeldConflict[] }) {
  const say = useSay();
  return (
    <ul className="plain" aria-label={say('conflicts.can')}>
      {rows.map((row) => (
        <li key={`${row.person} ${row.conflict.rule} ${JSON.stringify(row.conflict.with)}`} className="panel">
          <WhoseConflict row={row} />
          <div className="muted">
            {say('conflicts.during', { period: periodText({ validFrom: row.from, validUntil: row.until }, say) })}
          </div>
          <Conflicts conflicts={[row.conflict]} />
          <WaysOut row={row} />
          <Link to={exceptionTo(row.conflict.rule, row.username ?? row.person)}>{say('request.askException')}</Link>
        </li>
      ))}
    </ul>
  );
}

export function WhoseConflict({
  row,
}: {
  row: Pick<HeldConflict, 'person' | 'username' | 'name' | 'unit' | 'severity'> &
    Partial<Pick<HeldConflict, 'settling'>>;
}) {
  const say = useSay();
  const { unitName } = useNames();
  const { person, username, name, unit, severity, settling } = row;
  return (
    <h3 style={{ marginTop: 0 }}>
      <Link to={`/people/${username ?? person}`}>{name}</Link>{' '}
      <span className="code muted">{`${username ?? ''} · ${unitName(unit)}`}</span> <RiskTag risk={severity} />{' '}
      {settling && <Tag color="orange">{say('conflicts.settling')}</Tag>}
    </h3>
  );
}

/** Each way out is a set of grants; the removal of each can be asked for from here. */
function WaysOut({ row: { person, username, conflict } }: { row: HeldConflict }) {
  const say = useSay();
  const { roleName, unitName } = useNames();
  const grants = new Map(
    conflict.with.flatMap(({ grant, role, unit }) => (grant && role && unit ? [[grant, { role, unit }]] : [])),
  );
  const ways = (conflict.resolutions ?? []).map((ids) => ids.flatMap((id) => grants.get(id) ?? []));
  const known = ways.filter((way) => way.length > 0);
  if (known.length === 0) return null;
  return (
    <>
      <div className="muted" style={{ marginTop: 6 }}>
        {say('conflicts.resolutions')}
      </div>
      <ol style={{ margin: 0, paddingInlineStart: 20 }}>
        {known.map((way) => (
          <li key={JSON.stringify(way)}>
            {way.map(({ role, unit }) => (
              <span key={`${role} ${unit}`} style={{ marginInlineEnd: 12 }}>
                {say('conflict.withRole', { role: roleName(role), unit: unitName(unit) })}{' '}
                <Link to={removalOf(username ?? person, { role, unit })}>{say('conflicts.takeBack')}</Link>
              </span>
            ))}
          </li>
        ))}
      </ol>
    </>
  );
}
