import { ExportOutlined } from '@ant-design/icons';
import { type ExportFormat, exportFormats } from '@zhiheng/contracts';
import { App, Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { askExport } from '../api/entry-exports.ts';
import type { EntryFilters } from '../api/entry-filters.ts';
import { useSpeech } from '../app/language.tsx';
import { ActDialog } from './act-dialog.tsx';
import { FilterTags } from './filter-tags.tsx';
import { useRetryKey } from './use-retry-key.ts';

interface Values {
  format: ExportFormat;
  reason?: string;
}

const formats = Object.keys(exportFormats) as ExportFormat[];

/** Asks for a file of the entries that fit the present filter; leads to the list of exports. */
export function ExportButton({ filters }: { filters: EntryFilters }) {
  const { say, pick } = useSpeech();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Values>();
  const { keyOf, answered } = useRetryKey();
  return (
    <>
      <Button icon={<ExportOutlined />} onClick={() => setOpen(true)}>
        {say('exports.ask')}
      </Button>
      <ActDialog<Values, { format: ExportFormat; reason: string }>
        open={open}
        onClose={() => setOpen(false)}
        title={say('exports.dialog')}
        form={form}
        initial={{ format: 'csv' }}
        inputOf={({ format, reason }) => ({ format, reason: reason?.trim() ?? '' })}
        act={({ format, reason }) => askExport(format, filters, reason, keyOf({ format, filters, reason }))}
        actWords={say('exports.submit')}
        onDone={() => {
          answered();
          void message.success(say('exports.asked'));
          void navigate('/exports');
        }}
      >
        <Form.Item label={say('exports.filters')}>
          <FilterTags filters={filters} />
        </Form.Item>
        <Form.Item name="format" label={say('exports.format')} extra={say('exports.formatHint')}>
          <Radio.Group
            vertical
            options={formats.map((format) => ({ value: format, label: pick(exportFormats[format]) }))}
          />
        </Form.Item>
        <Form.Item
          name="reason"
          label={say('exports.reason')}
          rules={[{ required: true, whitespace: true, message: say('new.needReason') }]}
        >
          <Input maxLength={1000} />
        </Form.Item>
      </ActDialog>
    </>
  );
}
