import type { Inspection } from '@zhiheng/contracts';
import { Tag } from 'antd';
import { useSay } from '../app/language.tsx';

const colours: Partial<Record<Inspection['state'], string>> = {
  planned: 'blue',
  freezing: 'gold',
  frozen: 'gold',
  drawn: 'gold',
  allotted: 'gold',
  revealed: 'green',
  completed: 'green',
};

/** How far an inspection is. */
export function InspectionStateTag({ state }: { state: Inspection['state'] }) {
  const say = useSay();
  return <Tag color={colours[state] ?? 'default'}>{say(`inspection.state.${state}`)}</Tag>;
}
