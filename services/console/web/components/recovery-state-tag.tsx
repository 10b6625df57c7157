import { type Recovery, recoveryStates } from '@zhiheng/contracts';
import { Tag } from 'antd';
import { useSpeech } from '../app/language.tsx';

const colors: Partial<Record<Recovery['state'], string>> = {
  ordered: 'orange',
  settled: 'green',
  cancelled: 'default',
};

export function RecoveryStateTag({ state }: Pick<Recovery, 'state'>) {
  const { pick } = useSpeech();
  return <Tag color={colors[state] ?? 'blue'}>{pick(recoveryStates[state])}</Tag>;
}
