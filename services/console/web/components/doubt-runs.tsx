import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Progress, Table, Tag } from 'antd';
import { cancelRun, type DoubtRuleRun } from '../api/doubt-rules.ts';
import { useSpeech } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { minuteText } from './times.ts';

/** Runs of the rules, how far each is and what it found; one that goes on may be stopped. */
export function DoubtRuns({ runs }: { runs: DoubtRuleRun[] }) {
  const { say } = useSpeech();
  const me = useMe();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: cancelRun,
    onSettled: () => queries.invalidateQueries({ queryKey: ['doubt-rule-runs'] }),
  });
  return (
    <>
      {error && <ProblemAlert error={error} />}
      <Table<DoubtRuleRun>
        size="small"
        rowKey="id"
        aria-label={say('doubtRules.runs')}
        pagination={false}
        dataSource={runs}
        columns={[
          { title: say('doubtRules.span'), key: 'span', render: (_, { from, until }) => `${from} – ${until}` },
          {
            title: say('doubtRules.mode'),
            key: 'mode',
            render: (_, { mode, kind }) => (
              <>
                {say(`doubtRules.mode.${mode}`)} {kind === 'scheduled' && <Tag>{say('doubtRules.daily')}</Tag>}
              </>
            ),
          },
          { title: say('doubtRules.askedBy'), key: 'by', render: (_, { askedBy }) => askedBy ?? '—' },
          { title: say('doubtRules.askedAt'), key: 'at', render: (_, { askedAt }) => minuteText(askedAt) },
          {
            title: say('state'),
            key: 'state',
            width: 160,
            render: (_, { state, progress }) =>
              isUnfinished(state) ? (
                <Progress percent={Math.round(progress * 100)} size="small" />
              ) : (
                <Tag color={state === 'done' ? 'green' : 'red'}>{say(`doubtRules.state.${state}`)}</Tag>
              ),
          },
          {
            title: say('doubtRules.result'),
            key: 'result',
            render: (_, { found, fresh }) => say('doubtRules.foundOf', { found, fresh }),
          },
          {
            title: say('actionsColumn'),
            key: 'actions',
            render: (_, { id, state }) =>
              isUnfinished(state) &&
              may(me, 'plan', 'inspection') && (
                <Button size="small" danger loading={isPending} onClick={() => mutate(id)}>
                  {say('doubtRules.cancel')}
                </Button>
              ),
          },
        ]}
      />
    </>
  );
}

export const isUnfinished = (state: string): boolean => state === 'waiting' || state === 'running';
