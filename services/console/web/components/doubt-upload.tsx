import { useMutation } from '@tanstack/react-query';
import { type AmountUnit, type DoubtColumns, doubtFieldWords, doubtOrigins } from '@zhiheng/contracts';
import { Button, Card, Flex, Input, Select, Upload } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type ListUpload, readListTitles, uploadList } from '../api/doubts.ts';
import { useSpeech } from '../app/language.tsx';
import { useDoubtWords } from './doubt-words.ts';
import { Field } from './field.tsx';
import { RosterFaults } from './roster-faults.tsx';

type Origin = ListUpload['origin'];
const origins = Object.entries(doubtOrigins).filter(([code]) => code !== 'own-rules');

/** A list: of what rule, from whom, which columns are what; and what it would bring. */
export function DoubtUpload() {
  const { say, pick } = useSpeech();
  const { ruleOptions } = useDoubtWords();
  const navigate = useNavigate();
  const [file, setFile] = useState<File>();
  const [rule, setRule] = useState('deceased-still-paid');
  const [origin, setOrigin] = useState<Origin>('fund-supervision');
  const [batch, setBatch] = useState('');
  const [columns, setColumns] = useState<DoubtColumns>({});
  const [amountIn, setAmountIn] = useState<AmountUnit>('yuan');
  const titles = useMutation({
    mutationFn: (of: { file: File; rule: string }) => readListTitles(of.file, of.rule),
    onSuccess: (read) => {
      setColumns(Object.fromEntries(read.columns.flatMap(({ title, field }) => (field ? [[field, title]] : []))));
      setAmountIn(read.amountIn);
    },
  });
  const upload = useMutation({
    mutationFn: () => uploadList(file as File, { rule, origin, batch: batch.trim(), amountIn }, columns),
    onSuccess: ({ id }) => navigate(`/doubt-lists/${id}`),
  });
  const read = (chosen: File | undefined, of: string) => {
    setFile(chosen);
    setColumns({});
    upload.reset();
    titles.reset();
    if (chosen) titles.mutate({ file: chosen, rule: of });
  };
  const error = titles.error ?? upload.error;
  const choices = (titles.data?.columns ?? []).map(({ title }) => ({ value: title, label: title }));
  return (
    <Card size="small" className="panel" title={say('doubts.upload')}>
      <section className="filters" aria-label={say('doubts.upload')}>
        <Field label={say('doubts.rule')} width={220}>
          {(id) => (
            <Select<string>
              id={id}
              value={rule}
              options={ruleOptions('imported')}
              style={{ width: '100%' }}
              onChange={(next) => {
                setRule(next);
                read(file, next);
              }}
            />
          )}
        </Field>
        <Field label={say('doubts.origin')} width={220}>
          {(id) => (
            <Select<Origin>
              id={id}
              value={origin}
              options={origins.map(([value, words]) => ({ value: value as Origin, label: pick(words) }))}
              style={{ width: '100%' }}
              onChange={setOrigin}
            />
          )}
        </Field>
        <Field label={say('doubts.batch')} width={160}>
          {(id) => <Input id={id} maxLength={100} value={batch} onChange={({ target }) => setBatch(target.value)} />}
        </Field>
      </section>
      <Upload.Dragger
        accept=".csv,.txt,.xlsx"
        showUploadList={false}
        beforeUpload={(chosen) => {
          read(chosen, rule);
          return false;
        }}
      >
        <p>{file ? file.name : say('doubts.drop')}</p>
        <p className="muted">{say('doubts.dropHint')}</p>
      </Upload.Dragger>
      {titles.data && (
        <section className="filters" aria-label={say('doubts.lines')}>
          {titles.data.needed.map((field) => (
            <Field key={field} label={pick(doubtFieldWords[field])} width={150}>
              {(id) => (
                <Select<string>
                  id={id}
                  allowClear
                  value={columns[field] ?? null}
                  options={choices}
                  style={{ width: '100%' }}
                  onChange={(title?: string) => {
                    const { [field]: _, ...rest } = columns;
                    setColumns(title ? { ...rest, [field]: title } : rest);
                  }}
                />
              )}
            </Field>
          ))}
          <Field label={say('doubts.amountIn')} width={90}>
            {(id) => (
              <Select<AmountUnit>
                id={id}
                value={amountIn}
                options={(['yuan', 'fen'] as const).map((value) => ({ value, label: say(`doubts.${value}`) }))}
                style={{ width: '100%' }}
                onChange={setAmountIn}
              />
            )}
          </Field>
        </section>
      )}
      <Flex gap={8} style={{ margin: '8px 0' }}>
        <Button
          type="primary"
          disabled={!titles.data || batch.trim() === ''}
          loading={upload.isPending || titles.isPending}
          onClick={() => upload.mutate()}
        >
          {say('doubts.preview')}
        </Button>
      </Flex>
      {error && <RosterFaults error={error} />}
    </Card>
  );
}
