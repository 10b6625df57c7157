import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Card, DatePicker, Form, Select, Space } from 'antd';
import type { Dayjs } from 'dayjs';
import { useMemo } from 'react';
import { type DoubtRule, readDoubtRules, readRuns, startRun } from '../api/doubt-rules.ts';
import { useSpeech } from '../app/language.tsx';
import { may, useMe } from '../app/me.tsx';
import { DoubtRuleTable } from '../components/doubt-rule-table.tsx';
import { DoubtRuns, isUnfinished } from '../components/doubt-runs.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { ProblemAlert } from '../components/problem-alert.tsx';

const everyMs = 1_500;

/** The rules over our own data, and running them over a span: counted first, then raised. */
export function DoubtRulesPage() {
  const { say } = useSpeech();
  const plans = may(useMe(), 'plan', 'inspection');
  const rules = useQuery({ queryKey: ['doubt-rules'], queryFn: readDoubtRules });
  const { data, ...rest } = useInfiniteQuery({
    queryKey: ['doubt-rule-runs'],
    queryFn: ({ pageParam }) => readRuns(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.data.some((run) => isUnfinished(run.state))) ? everyMs : false,
  });
  const runs = useMemo(() => data?.pages.flatMap((page) => page.data), [data]);
  return (
    <>
      <PageHeading title={say('doubtRules.title')} lead={say('doubtRules.lead')} />
      {plans && rules.data && (
        <Card size="small" className="panel" title={say('doubtRules.run')}>
          <RunForm rules={rules.data} />
        </Card>
      )}
      <Card size="small" className="panel" title={say('doubtRules.runs')}>
        <Loaded query={{ ...rest, data: runs }} empty={say('doubtRules.noRuns')} isEmpty={(rows) => rows.length === 0}>
          {(rows) => (
            <>
              <DoubtRuns runs={rows} />
              <More {...rest} count={rows.length} />
            </>
          )}
        </Loaded>
      </Card>
      <Card size="small">
        <Loaded query={rules}>{(rows) => <DoubtRuleTable rules={rows} />}</Loaded>
      </Card>
    </>
  );
}

interface Asked {
  span: [Dayjs, Dayjs];
  rules?: string[];
}

/** The last day that is chosen is looked at, too. */
function RunForm({ rules }: { rules: DoubtRule[] }) {
  const { say, pick } = useSpeech();
  const queries = useQueryClient();
  const [form] = Form.useForm<Asked>();
  const { mutate, isPending, error } = useMutation({
    mutationFn: ({ asked, mode }: { asked: Asked; mode: 'preview' | 'raise' }) =>
      startRun({
        mode,
        from: asked.span[0].format('YYYY-MM-DD'),
        until: asked.span[1].add(1, 'day').format('YYYY-MM-DD'),
        ...(asked.rules?.length ? { rules: asked.rules } : {}),
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['doubt-rule-runs'] }),
  });
  const send = (mode: 'preview' | 'raise') => form.validateFields().then((asked) => mutate({ asked, mode }));
  return (
    <Form form={form} layout="vertical">
      <Form.Item name="span" label={say('doubtRules.span')} rules={[{ required: true }]}>
        <DatePicker.RangePicker />
      </Form.Item>
      <Form.Item name="rules" label={say('doubtRules.which')}>
        <Select
          mode="multiple"
          allowClear
          placeholder={say('doubtRules.all')}
          optionFilterProp="label"
          options={rules.filter(({ lacks }) => !lacks).map(({ code, name }) => ({ value: code, label: pick(name) }))}
        />
      </Form.Item>
      <Space>
        <Button type="primary" loading={isPending} onClick={() => void send('preview')}>
          {say('doubtRules.mode.preview')}
        </Button>
        <Button loading={isPending} onClick={() => void send('raise')}>
          {say('doubtRules.mode.raise')}
        </Button>
      </Space>
      {error && <ProblemAlert error={error} />}
    </Form>
  );
}
