import { useMutation } from '@tanstack/react-query';
import { type RosterColumns, rosterFields, rosterFieldWords } from '@zhiheng/contracts';
import { Button, Card, Flex, Select, Upload } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { readRosterTitles, uploadRoster } from '../api/rosters.ts';
import { useSay, useSpeech } from '../app/language.tsx';
import { Field } from './field.tsx';
import { RosterFaults } from './roster-faults.tsx';

/** A file, what its columns are, and what it would change. */
export function RosterUpload() {
  const say = useSay();
  const navigate = useNavigate();
  const [file, setFile] = useState<File>();
  const [columns, setColumns] = useState<RosterColumns>({});
  const titles = useMutation({
    mutationFn: readRosterTitles,
    onSuccess: (read) =>
      setColumns(Object.fromEntries(read.columns.flatMap(({ title, field }) => (field ? [[field, title]] : [])))),
  });
  const upload = useMutation({
    mutationFn: () => uploadRoster(file as File, columns),
    onSuccess: ({ id }) => navigate(`/rosters/${id}`),
  });
  const choose = (chosen: File | undefined) => {
    setFile(chosen);
    setColumns({});
    upload.reset();
    titles.reset();
    if (chosen) titles.mutate(chosen);
  };
  const error = titles.error ?? upload.error;
  return (
    <Card size="small" className="panel" title={say('roster.uploadTitle')}>
      {!file && <DropFile onFile={choose} />}
      {file && (
        <>
          <p>
            <strong>{file.name}</strong>
          </p>
          {titles.data && (
            <ColumnChoice
              titles={titles.data.columns.map(({ title }) => title)}
              columns={columns}
              onChange={setColumns}
            />
          )}
          <Flex gap={8} style={{ margin: '8px 0' }}>
            <Button
              type="primary"
              disabled={!titles.data}
              loading={upload.isPending || titles.isPending}
              onClick={() => upload.mutate()}
            >
              {say('roster.preview')}
            </Button>
            <Button onClick={() => choose(undefined)}>{say('roster.another')}</Button>
          </Flex>
        </>
      )}
      {error && <RosterFaults error={error} />}
    </Card>
  );
}

function DropFile({ onFile }: { onFile: (file: File) => void }) {
  const say = useSay();
  return (
    <Upload.Dragger
      accept=".csv,.txt,.xlsx"
      showUploadList={false}
      beforeUpload={(file) => {
        onFile(file);
        return false;
      }}
    >
      <p>{say('roster.drop')}</p>
      <p className="muted">{say('roster.dropHint')}</p>
    </Upload.Dragger>
  );
}

function ColumnChoice({
  titles,
  columns,
  onChange,
}: {
  titles: string[];
  columns: RosterColumns;
  onChange: (columns: RosterColumns) => void;
}) {
  const { say, pick } = useSpeech();
  const options = titles.map((title) => ({ value: title, label: title }));
  return (
    <>
      <p className="muted">{say('roster.columnsHint')}</p>
      <section className="filters" aria-label={say('roster.columns')}>
        {rosterFields.map((field) => (
          <Field key={field} label={pick(rosterFieldWords[field])} width={150}>
            {(id) => (
              <Select<string>
                id={id}
                allowClear
                placeholder={say('roster.noColumn')}
                value={columns[field] ?? null}
                options={options}
                style={{ width: '100%' }}
                onChange={(title?: string) => {
                  const { [field]: _, ...rest } = columns;
                  onChange(title ? { ...rest, [field]: title } : rest);
                }}
              />
            )}
          </Field>
        ))}
      </section>
    </>
  );
}
