import type { Case } from '@zhiheng/contracts';
import { Tag } from 'antd';
import { useSay } from '../app/language.tsx';

const colours: Record<Case['state'], string> = { open: 'blue', complete: 'green', cancelled: 'default' };

export function CaseStateTag({ state }: { state: Case['state'] }) {
  const say = useSay();
  return <Tag color={colours[state]}>{say(`case.state.${state}`)}</Tag>;
}
