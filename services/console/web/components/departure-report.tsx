import { useQuery } from '@tanstack/react-query';
import type { Handover, HandoverInput, DepartureReport as Report } from '@zhiheng/contracts';
import { App, Button, Card, Form, Input, Space, Table } from 'antd';
import { useState } from 'react';
import { readDepartureFile, reportQuery, signHandover } from '../api/planned-departures.ts';
import { useSay } from '../app/language.tsx';
import { useMe } from '../app/me.tsx';
import { ActDialog } from './act-dialog.tsx';
import { DownloadButton } from './download-button.tsx';
import { Loaded } from './loaded.tsx';
import { LossList } from './loss-list.tsx';
import { Moment } from './moment.tsx';
import { useNames } from './names.ts';
import { PersonSelect } from './person-select.tsx';
import { StaffingLosses } from './staffing-losses.tsx';

/** What a departure leaves short at this moment, what of it is handed over, and the proof of all that. */
export function DepartureReport({ id }: { id: string }) {
  const say = useSay();
  const query = useQuery(reportQuery(id));
  return (
    <Loaded query={query}>
      {(report) => (
        <>
          <Space className="no-print panel">
            <Button onClick={() => window.print()}>{say('ledger.print')}</Button>
            <DownloadButton label={say('report.file')} name="departure.xlsx" read={() => readDepartureFile(id)} />
          </Space>
          <Card size="small" className="panel" title={say('report.short')}>
            {report.losses.length === 0 && <p>{say('report.nothingShort')}</p>}
            <StaffingLosses losses={report.staffing} />
            {report.losses.length > 0 && <LossList losses={report.losses} />}
          </Card>
          <HandoverTable report={report} />
          <Card size="small" className="panel" title={say('report.proof')}>
            <p>
              {say('report.entry')} <span className="code">{report.entry.id}</span>
            </p>
            <p>
              SHA-256 <span className="code">{report.digest}</span>
            </p>
            <p className="code" style={{ overflowWrap: 'anywhere' }}>
              {report.signature}
            </p>
          </Card>
        </>
      )}
    </Loaded>
  );
}

function HandoverTable({ report: { departure, handover } }: { report: Report }) {
  const say = useSay();
  const me = useMe();
  const { roleName, unitName } = useNames();
  const [signing, setSigning] = useState<Handover>();
  if (handover.length === 0) return null;
  return (
    <Card size="small" className="panel" title={say('handover.title')}>
      <Table<Handover>
        size="small"
        rowKey="grant"
        aria-label={say('handover.title')}
        pagination={false}
        dataSource={handover}
        columns={[
          { title: say('new.role'), key: 'role', render: (_, { role }) => roleName(role) },
          { title: say('unit'), key: 'unit', render: (_, { unit }) => unitName(unit) },
          { title: say('handover.to'), key: 'to', render: (_, { takenOverBy }) => takenOverBy ?? '—' },
          { title: say('handover.note'), key: 'note', render: (_, { note }) => note ?? '—' },
          {
            title: say('handover.by'),
            key: 'by',
            render: (_, one) =>
              one.signedAt ? (
                <>
                  {one.signedBy} <Moment at={one.signedAt} />
                </>
              ) : one.signers.includes(me.username) ? (
                <Button size="small" className="no-print" onClick={() => setSigning(one)}>
                  {say('handover.sign')}
                </Button>
              ) : (
                one.signers.join('、') || '—'
              ),
          },
        ]}
      />
      <SignDialog departure={departure.id} post={signing} onClose={() => setSigning(undefined)} />
    </Card>
  );
}

interface Values {
  takenOverBy?: string;
  note?: string;
}

function SignDialog({
  departure,
  post,
  onClose,
}: {
  departure: string;
  post: Handover | undefined;
  onClose: () => void;
}) {
  const say = useSay();
  const me = useMe();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const needed = [{ required: true, whitespace: true, message: say('handover.needed') }];
  return (
    <ActDialog<Values, HandoverInput>
      open={post !== undefined}
      onClose={onClose}
      title={say('handover.sign')}
      form={form}
      initial={{}}
      inputOf={({ takenOverBy, note }) =>
        post && { grant: post.grant, takenOverBy: takenOverBy?.trim() ?? '', note: note?.trim() ?? '' }
      }
      act={(input) => signHandover(departure, input)}
      actWords={say('handover.sign')}
      onDone={() => void message.success(say('handover.done'))}
    >
      <Form.Item name="takenOverBy" label={say('handover.to')} rules={needed}>
        <PersonSelect me={me} />
      </Form.Item>
      <Form.Item name="note" label={say('handover.note')} rules={needed}>
        <Input.TextArea maxLength={1000} rows={3} />
      </Form.Item>
    </ActDialog>
  );
}
