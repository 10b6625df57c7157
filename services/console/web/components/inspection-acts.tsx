import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Inspection } from '@zhiheng/contracts';
import { App, Button, Popconfirm, Space } from 'antd';
import { allotSample, type InspectionAct, moveInspection } from '../api/inspections.ts';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import type { PlainKey } from '../words/types.ts';
import { ProblemAlert } from './problem-alert.tsx';

/** What comes next, for who plans inspections. */
export function InspectionActs({ inspection }: { inspection: Inspection }) {
  const say = useSay();
  const me = useMe();
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const { id, state, papers } = inspection;
  const onError = (error: Error) => void modal.error({ content: <ProblemAlert error={error} />, okText: say('close') });
  const onSettled = () => queries.invalidateQueries({ queryKey: ['inspections'] });
  const move = useMutation({ mutationFn: (act: InspectionAct) => moveInspection(id, act), onError, onSettled });
  const allot = useMutation({
    mutationFn: () => allotSample(id),
    onError,
    onSettled,
    onSuccess: (done) => void message.success(say('inspection.allotted', done)),
  });
  if (!may(me, 'plan', 'inspection')) return null;
  const button = (act: InspectionAct, words: PlainKey, warning?: PlainKey) => (
    <Confirmed warning={warning && say(warning)} onConfirm={() => move.mutate(act)}>
      <Button type={act === 'cancellation' ? 'default' : 'primary'} loading={move.isPending && move.variables === act}>
        {say(words)}
      </Button>
    </Confirmed>
  );
  const waiting = papers.open + papers.signed + papers.returned;
  return (
    <Space>
      {state === 'planned' && button('cancellation', 'inspection.cancel')}
      {state === 'planned' && button('freeze', 'inspection.freeze', 'inspection.freezeWarning')}
      {state === 'frozen' && !inspection.waitsForCheckpoint && button('draw', 'inspection.draw')}
      {state === 'drawn' && (
        <Button type="primary" loading={allot.isPending} onClick={() => allot.mutate()}>
          {say('inspection.allot')}
        </Button>
      )}
      {state === 'allotted' && waiting === 0 && button('reveal', 'inspection.reveal', 'inspection.revealWarning')}
      {state === 'revealed' && button('completion', 'inspection.complete')}
    </Space>
  );
}

function Confirmed({
  warning,
  onConfirm,
  children,
}: {
  warning: string | undefined;
  onConfirm: () => void;
  children: React.ReactElement;
}) {
  const say = useSay();
  return (
    <Popconfirm
      title={warning ?? say('confirm')}
      onConfirm={onConfirm}
      okText={say('confirm')}
      cancelText={say('cancel')}
    >
      {children}
    </Popconfirm>
  );
}
