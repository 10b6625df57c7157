import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Roster } from '@zhiheng/contracts';
import { Button, Flex, Popconfirm } from 'antd';
import { applyRoster, cancelRoster, rosterQuery } from '../api/rosters.ts';
import { useSay } from '../app/language.tsx';
import { useMe } from '../app/me.tsx';
import { ProblemAlert } from './problem-alert.tsx';

/** Applying it, by whoever may; and doing no more of it. */
export function RosterActs({ roster }: { roster: Roster }) {
  const say = useSay();
  const { username } = useMe();
  const queries = useQueryClient();
  const done = (changed: Roster) => queries.setQueryData(rosterQuery(roster.id).queryKey, changed);
  // A preview that was out of date is by now another one.
  const onError = () => queries.invalidateQueries({ queryKey: rosterQuery(roster.id).queryKey });
  const apply = useMutation({ mutationFn: () => applyRoster(roster), onSuccess: done, onError });
  const cancel = useMutation({ mutationFn: () => cancelRoster(roster), onSuccess: done, onError });
  const { state, needsSecond, uploadedBy, counts } = roster;
  const open = state === 'open';
  const waits = needsSecond && uploadedBy === username;
  const { joins, moves, leaves } = counts;
  if (!['open', 'applying', 'stopped'].includes(state)) return null;
  return (
    <Flex vertical gap={8} align="end">
      <Flex gap={8}>
        {state !== 'applying' && !waits && (
          <Popconfirm title={say('roster.applyQuestion', { joins, moves, leaves })} onConfirm={() => apply.mutate()}>
            <Button type="primary" loading={apply.isPending} disabled={open && roster.total === 0}>
              {say(!open ? 'roster.goOn' : needsSecond ? 'roster.confirm' : 'roster.apply')}
            </Button>
          </Popconfirm>
        )}
        <Popconfirm title={say('roster.cancelQuestion')} onConfirm={() => cancel.mutate()}>
          <Button loading={cancel.isPending}>{say(open ? 'roster.cancel' : 'roster.cancelRest')}</Button>
        </Popconfirm>
      </Flex>
      {waits && <span>{say('roster.youUploaded')}</span>}
      {(apply.error ?? cancel.error) && <ProblemAlert error={apply.error ?? cancel.error} />}
    </Flex>
  );
}
