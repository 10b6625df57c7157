import { useMutation, useQuery } from '@tanstack/react-query';
import type { BulkFile, BulkLine } from '@zhiheng/contracts';
import { Alert, Button, Input, Select, Tabs, Upload } from 'antd';
import { type FormEvent, useState } from 'react';
import { readBulkFile, templatesQuery } from '../api/bulk.ts';
import { useSay } from '../app/language.tsx';
import { Field } from './field.tsx';
import { PersonFilter, UnitFilter } from './filters.tsx';
import { ProblemAlert } from './problem-alert.tsx';

/** Where the lines come from: a file, pasted text, or what a post is given. Each adds to those there already. */
export function BulkSource({ onLines }: { onLines: (lines: BulkLine[]) => void }) {
  const say = useSay();
  return (
    <Tabs
      size="small"
      items={[
        { key: 'csv', label: say('bulk.csv'), children: <FromText onLines={onLines} /> },
        { key: 'post', label: say('bulk.byPost'), children: <FromPost onLines={onLines} /> },
      ]}
    />
  );
}

function FromText({ onLines }: { onLines: (lines: BulkLine[]) => void }) {
  const say = useSay();
  const [text, setText] = useState('');
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: readBulkFile,
    onSuccess: ({ lines }) => onLines(lines),
  });
  return (
    <>
      <p className="muted">{say('bulk.csvHint')}</p>
      <Input.TextArea
        aria-label={say('bulk.paste')}
        className="code"
        rows={5}
        value={text}
        onChange={({ target }) => setText(target.value)}
        placeholder={say('bulk.example')}
      />
      <div className="tags" style={{ margin: '8px 0' }}>
        <Button disabled={text.trim() === ''} loading={isPending} onClick={() => mutate(new Blob([text]))}>
          {say('bulk.read')}
        </Button>
        <Upload
          accept=".csv,text/csv"
          showUploadList={false}
          beforeUpload={(file) => {
            mutate(file);
            return false;
          }}
        >
          <Button loading={isPending}>{say('bulk.upload')}</Button>
        </Upload>
      </div>
      {error && <ProblemAlert error={error} />}
      {data && data.errors.length > 0 && <LineErrors errors={data.errors} />}
    </>
  );
}

function LineErrors({ errors }: { errors: BulkFile['errors'] }) {
  const say = useSay();
  return (
    <Alert
      type="error"
      showIcon
      title={say('bulk.errors', { count: errors.length })}
      description={
        <ul style={{ margin: 0, paddingInlineStart: 20 }}>
          {errors.map(({ line, message }) => (
            <li key={line}>{say('bulk.error', { line, message })}</li>
          ))}
        </ul>
      }
    />
  );
}

/** One line that stands for all roles of a post: what a newcomer needs. */
function FromPost({ onLines }: { onLines: (lines: BulkLine[]) => void }) {
  const say = useSay();
  const { data: templates = [], error } = useQuery(templatesQuery);
  const [beneficiary, setBeneficiary] = useState<string>();
  const [unit, setUnit] = useState<string>();
  const [post, setPost] = useState<string>();
  const posts = [...new Set(templates.map((template) => template.post))];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (beneficiary && post) onLines([{ beneficiary: beneficiary.trim(), post, ...(unit ? { unit } : {}) }]);
  };
  return (
    <>
      <p className="muted">{say('bulk.byPostHint')}</p>
      {error && <ProblemAlert error={error} />}
      <form className="filters" onSubmit={submit}>
        <PersonFilter label={say('request.beneficiary')} value={beneficiary} onChange={setBeneficiary} />
        <Field label={say('post')} width={180}>
          {(id) => (
            <Select<string>
              id={id}
              showSearch
              value={post ?? null}
              onChange={setPost}
              style={{ width: '100%' }}
              options={posts.map((name) => ({ value: name, label: name }))}
            />
          )}
        </Field>
        <UnitFilter inUse label={say('bulk.ownUnit')} value={unit} onChange={setUnit} />
        <Button htmlType="submit" disabled={!beneficiary || !post}>
          {say('bulk.add')}
        </Button>
      </form>
    </>
  );
}
