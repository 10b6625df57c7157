import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SessionRoles } from '@zhiheng/contracts';
import { App, Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { chooseRoles, dropRoles, sessionRolesQuery } from '../api/session-roles.ts';
import { Loaded } from '../components/loaded.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';
import { useSpeech } from './language.tsx';

/** With which of their roles somebody acts in this session; a choice that a rule keeps apart is refused, and why. */
export function RoleSwitch() {
  const { say } = useSpeech();
  const [open, setOpen] = useState(false);
  const query = useQuery({ ...sessionRolesQuery, enabled: open });
  const close = () => setOpen(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{say('roles.switch')}</Button>
      <Modal open={open} onCancel={close} footer={null} title={say('roles.title')} destroyOnHidden>
        <p className="muted">{say('roles.lead')}</p>
        <Loaded query={query} empty={say('roles.none')} isEmpty={({ available }) => available.length === 0}>
          {(roles) => <Choice key={roles.active.join(' ')} roles={roles} onDone={close} />}
        </Loaded>
      </Modal>
    </>
  );
}

function Choice({ roles, onDone }: { roles: SessionRoles; onDone: () => void }) {
  const { say, pick } = useSpeech();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [wanted, setWanted] = useState<string[]>(roles.active);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (chosen: string[] | undefined) => (chosen ? chooseRoles(chosen) : dropRoles()),
    onSuccess: (now) => {
      queries.setQueryData(sessionRolesQuery.queryKey, now);
      void message.success(say('roles.done'));
      onDone();
    },
  });
  return (
    <>
      <p role="status">{say(roles.chosen ? 'roles.chosen' : 'roles.unchosen')}</p>
      <Checkbox.Group
        aria-label={say('roles.title')}
        value={wanted}
        onChange={setWanted}
        style={{ display: 'grid', gap: 8, marginBottom: 16 }}
        options={roles.available.map(({ code, name }) => ({ value: code, label: pick(name) }))}
      />
      {error && (
        <div className="panel">
          <ProblemAlert error={error} />
        </div>
      )}
      <div className="tags">
        <Button type="primary" loading={isPending} disabled={wanted.length === 0} onClick={() => mutate(wanted)}>
          {say('roles.act')}
        </Button>
        {roles.chosen && (
          <Button disabled={isPending} onClick={() => mutate(undefined)}>
            {say('roles.drop')}
          </Button>
        )}
      </div>
    </>
  );
}
