import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Descriptions, Form, Input, Tag } from 'antd';
import { type EntrySubject, type PersonalData, readPersonal, subjectsQuery } from '../api/personal.ts';
import { useSay } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { EraseButton } from './erase-button.tsx';
import { Loaded } from './loaded.tsx';
import { Moment } from './moment.tsx';
import { ProblemAlert } from './problem-alert.tsx';

/** Personal data beside an entry: whose they are, what they say once a purpose was stated, and their erasure. */
export function EntryPersonal({ entry }: { entry: string }) {
  const say = useSay();
  const me = useMe();
  const query = useQuery({ ...subjectsQuery(entry), refetchOnWindowFocus: false });
  const reveal = useMutation({ mutationFn: (reason: string) => readPersonal(entry, reason) });
  return (
    <Loaded query={query} empty={say('personal.none')} isEmpty={(subjects) => subjects.length === 0}>
      {(subjects) => (
        <>
          <p className="muted">{say('personal.lead')}</p>
          {may(me, 'read-personal', 'entry') && subjects.some(({ erasedAt }) => !erasedAt) && (
            <PurposeForm pending={reveal.isPending} onGiven={reveal.mutate} />
          )}
          <div aria-live="polite">
            {reveal.error && <ProblemAlert error={reveal.error} />}
            {reveal.data && <Alert type="success" showIcon className="panel" title={say('personal.recorded')} />}
          </div>
          {subjects.map((subject) => (
            <OneSubject
              key={`${subject.subject} ${subject.erasedAt}`}
              subject={subject}
              shown={reveal.data?.find((one) => one.subject === subject.subject && one.data)}
              erases={may(me, 'erase-personal', 'entry')}
            />
          ))}
        </>
      )}
    </Loaded>
  );
}

function PurposeForm({ pending, onGiven }: { pending: boolean; onGiven: (purpose: string) => void }) {
  const say = useSay();
  return (
    <Form<{ purpose: string }>
      layout="inline"
      className="panel"
      onFinish={({ purpose }) => onGiven(purpose.trim())}
      validateTrigger="onSubmit"
    >
      <Form.Item
        name="purpose"
        label={say('personal.purpose')}
        style={{ flex: 1 }}
        rules={[{ required: true, whitespace: true, message: say('personal.needPurpose') }]}
      >
        <Input maxLength={1000} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={pending}>
        {say('personal.reveal')}
      </Button>
    </Form>
  );
}

interface OneSubjectProps {
  subject: EntrySubject;
  shown: PersonalData | undefined;
  erases: boolean;
}

function OneSubject({ subject: { subject, erasedAt, askedBy, askedAt }, shown, erases }: OneSubjectProps) {
  const say = useSay();
  return (
    <Card
      size="small"
      className="panel"
      title={<span className="code">{`${subject.slice(0, 16)}…`}</span>}
      extra={erases && !erasedAt && <EraseButton subject={subject} askedBy={askedBy} />}
    >
      {erasedAt && (
        <>
          <Tag>{say('personal.erased')}</Tag> <Moment at={erasedAt} />
        </>
      )}
      {!erasedAt && askedBy && askedAt && (
        <p>
          <Tag color="orange">{say('erasure.state.asked')}</Tag> {askedBy} · <Moment at={askedAt} />
        </p>
      )}
      {shown?.data && (
        <Descriptions
          size="small"
          column={1}
          items={Object.entries(shown.data).map(([name, value]) => ({ key: name, label: name, children: value }))}
        />
      )}
      {!erasedAt && !shown?.data && <span className="muted">{say('personal.sealed')}</span>}
    </Card>
  );
}
