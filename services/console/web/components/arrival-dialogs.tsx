import type { NewPersonInput, Person, RehireInput } from '@zhiheng/contracts';
import { App, Form, Input } from 'antd';
import { useNavigate } from 'react-router';
import { addPerson, rehire } from '../api/movements.ts';
import { useSay } from '../app/language.tsx';
import { ActDialog } from './act-dialog.tsx';
import { PostChoice } from './post-choice.tsx';
import { UnitSelect } from './unit-select.tsx';

const usernamePattern = /^[a-z0-9][a-z0-9._-]{0,62}$/;
/** A field of text that is left out when it is empty. */
const filled = <K extends string>(name: K, text: string | undefined): { [N in K]?: string } =>
  (text?.trim() ? { [name]: text.trim() } : {}) as { [N in K]?: string };

interface NewPersonValues {
  username?: string;
  name?: string;
  staffNumber?: string;
  unit?: string | undefined;
  post?: string;
}

function newPersonOf({ username, name, staffNumber, unit, post }: NewPersonValues): NewPersonInput | undefined {
  if (!username || !name || !unit) return undefined;
  return {
    username: username.trim(),
    name: name.trim(),
    unit,
    ...filled('staffNumber', staffNumber),
    ...filled('post', post),
  };
}

/** Somebody new: an account without a password, and nothing granted. */
export function NewPersonDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const say = useSay();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [form] = Form.useForm<NewPersonValues>();
  return (
    <ActDialog<NewPersonValues, NewPersonInput, never, Person>
      open={open}
      onClose={onClose}
      title={say('arrival.dialog')}
      form={form}
      initial={{}}
      inputOf={newPersonOf}
      act={addPerson}
      actWords={say('arrival.submit')}
      onDone={({ username, id }) => {
        void message.success(say('arrival.done'));
        void navigate(`/people/${username ?? id}`);
      }}
    >
      <p className="muted">{say('arrival.lead')}</p>
      <div className="pair">
        <Form.Item
          name="name"
          label={say('name')}
          rules={[{ required: true, whitespace: true, message: say('arrival.needName') }]}
        >
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item
          name="username"
          label={say('username')}
          rules={[
            { required: true, message: say('arrival.needUsername') },
            { pattern: usernamePattern, message: say('new.badUsername') },
          ]}
        >
          <Input autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Place />
        <Form.Item name="staffNumber" label={say('arrival.staffNumber')}>
          <Input maxLength={64} />
        </Form.Item>
      </div>
    </ActDialog>
  );
}

interface RehireValues {
  unit?: string | undefined;
  post?: string;
  username?: string;
  reason?: string;
}

function rehireOf({ unit, post, username, reason }: RehireValues): RehireInput | undefined {
  if (!unit) return undefined;
  return { unit, ...filled('post', post), ...filled('username', username), reason: reason?.trim() ?? '' };
}

/** Somebody who had left comes back: the same person with a new account, and nothing of what they held. */
export function RehireDialog({ person, open, onClose }: { person: Person; open: boolean; onClose: () => void }) {
  const say = useSay();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [form] = Form.useForm<RehireValues>();
  return (
    <ActDialog<RehireValues, RehireInput, never, Person>
      open={open}
      onClose={onClose}
      title={say('rehire.dialog', { name: person.name })}
      form={form}
      initial={{ unit: person.unit, post: person.post }}
      inputOf={rehireOf}
      act={(input) => rehire(person.id, input)}
      actWords={say('rehire.submit')}
      onDone={({ username, id }) => {
        void message.success(say('rehire.done'));
        void navigate(`/people/${username ?? id}`);
      }}
    >
      <p className="muted">{say('rehire.lead')}</p>
      <div className="pair">
        <Place />
        <Form.Item
          name="username"
          label={say('rehire.username')}
          rules={[{ pattern: usernamePattern, message: say('new.badUsername') }]}
        >
          <Input autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={say('reason')}
          rules={[{ required: true, whitespace: true, message: say('new.needReason') }]}
        >
          <Input maxLength={1000} />
        </Form.Item>
      </div>
    </ActDialog>
  );
}

function Place() {
  const say = useSay();
  const unit: string | undefined = Form.useWatch('unit');
  return (
    <>
      <Form.Item name="unit" label={say('unit')} rules={[{ required: true, message: say('new.needUnit') }]}>
        <UnitSelect inUse />
      </Form.Item>
      <Form.Item name="post" label={say('post')}>
        <PostChoice unit={unit} />
      </Form.Item>
    </>
  );
}
