import type { ConflictDocument, RequestInput } from '@zhiheng/contracts';
import { Button } from 'antd';
import { useSay } from '../app/language.tsx';
import { useNames } from './names.ts';

export type CureInput = NonNullable<RequestInput['cure']>;

interface Props {
  /** What the change would still bring, people named as far as one sees them. */
  conflicts: readonly ConflictDocument[];
  chosen: CureInput;
  onChange: (cure: CureInput) => void;
}

/** So many people's ways out at once: what is chosen makes room for the next. */
const atOnce = 20;

/** Which grants are to end with a change of policy, so that it leaves nobody in conflict: chosen among the ways out of each conflict. */
export function CureChoice({ conflicts, chosen, onChange }: Props) {
  const say = useSay();
  const ways = waysOut(conflicts).slice(0, atOnce);
  if (chosen.length === 0 && ways.length === 0) return null;
  return (
    <section className="panel" aria-label={say('cure.list')}>
      <h3>{say('cure.list')}</h3>
      <p className="muted">{say('cure.lead')}</p>
      <ul className="plain">
        {chosen.map((one) => (
          <li key={keyOf(one)}>
            <Named one={one} />{' '}
            <Button size="small" onClick={() => onChange(chosen.filter((other) => keyOf(other) !== keyOf(one)))}>
              {say('cure.leave')}
            </Button>
          </li>
        ))}
        {ways.map((way) => (
          <li key={way.map(keyOf).join()}>
            {way.map((one) => (
              <Named key={keyOf(one)} one={one} />
            ))}{' '}
            <Button size="small" type="primary" ghost onClick={() => onChange(unique([...chosen, ...way]))}>
              {say('cure.take')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Named({ one: { person, role, unit } }: { one: CureInput[number] }) {
  const say = useSay();
  const { roleName, unitName } = useNames();
  return (
    <span style={{ marginInlineEnd: 8 }}>
      <span className="code">{person}</span> {say('conflict.withRole', { role: roleName(role), unit: unitName(unit) })}
    </span>
  );
}

const keyOf = ({ person, role, unit }: CureInput[number]): string => [person, role, unit].join(' ');
const unique = (all: CureInput): CureInput => [...new Map(all.map((one) => [keyOf(one), one])).values()];

/** Each a set of grants whose end resolves a conflict, of those whose person and grants are told. */
function waysOut(conflicts: readonly ConflictDocument[]): CureInput[] {
  return conflicts.flatMap(({ person, with: against, resolutions = [] }) => {
    if (person === undefined) return [];
    const grants = new Map(
      against.flatMap(({ grant, role, unit }) => (grant && role && unit ? [[grant, { person, role, unit }]] : [])),
    );
    return resolutions
      .map((ids) => ids.flatMap((id) => grants.get(id) ?? []))
      .filter((way, index) => way.length === resolutions[index]?.length);
  });
}
