import type { Person, Transfer } from '@zhiheng/contracts';
import { Button, Space } from 'antd';
import { useState } from 'react';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { RehireDialog } from './arrival-dialogs.tsx';
import { DepartureDialog } from './departure-dialog.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { SuspensionDialog } from './suspension-dialog.tsx';
import { TransferDialog } from './transfer-dialog.tsx';

type Act = 'suspend' | 'leave' | 'transfer' | 'depart' | 'rehire';

/** What may be done with somebody, shown to those who administer accounts or security; the services decide. */
export function PersonActions({ person, onMoved }: { person: Person; onMoved: (transfer: Transfer) => void }) {
  const say = useSay();
  const me = useMe();
  const [open, setOpen] = useState<Act>();
  const accounts = may(me, 'administer-accounts', 'account');
  const security = may(me, 'administer-security', 'role');
  const onClose = () => setOpen(undefined);
  const button = (act: Act, danger = false) => (
    <Button danger={danger} onClick={() => setOpen(act)}>
      {say(`people.${act}`)}
    </Button>
  );
  if (person.state === 'departed')
    return (
      accounts && (
        <>
          {button('rehire')}
          <RehireDialog person={person} open={open === 'rehire'} onClose={onClose} />
        </>
      )
    );
  return (
    <Space>
      {accounts && button('leave')}
      {accounts && button('transfer')}
      {(accounts || security) && person.id !== me.id && button('suspend', true)}
      {(accounts || may(me, 'write', 'person')) && button('depart', true)}
      <LeaveDialog person={person} open={open === 'leave'} onClose={onClose} />
      <TransferDialog person={person} open={open === 'transfer'} onClose={onClose} onMoved={onMoved} />
      <SuspensionDialog person={person} open={open === 'suspend'} onClose={onClose} />
      <DepartureDialog person={person} open={open === 'depart'} onClose={onClose} />
    </Space>
  );
}
