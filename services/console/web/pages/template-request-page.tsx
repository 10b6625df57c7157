import { useQuery } from '@tanstack/react-query';
import type { PostTemplate } from '@zhiheng/contracts';
import { Form } from 'antd';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { templatesQuery } from '../api/bulk.ts';
import { useSay } from '../app/language.tsx';
import { Loaded } from '../components/loaded.tsx';
import { PolicyRequest } from '../components/policy-request.tsx';
import { TemplateFields } from '../components/template-fields.tsx';
import { type TemplateValues, templateRequest, templateValues } from '../components/template-input.ts';
import { sameTemplate } from '../components/template-words.ts';

/** Asks for a template: a new one, or what the one that the address names (`post`, `unitKind`, `unit`) is to be. */
export function TemplateRequestPage() {
  const [query] = useSearchParams();
  const templates = useQuery(templatesQuery);
  const named = {
    post: query.get('post') ?? '',
    unitKind: query.get('unitKind') ?? '',
    unit: query.get('unit'),
    roles: [],
  };
  return (
    <Loaded query={templates}>
      {(found) => <Asked key={query.toString()} before={found.find((one) => sameTemplate(one, named))} />}
    </Loaded>
  );
}

const newTemplate: TemplateValues = { roles: [{ place: 'unit' }] };

function Asked({ before }: { before: PostTemplate | undefined }) {
  const say = useSay();
  const [form] = Form.useForm<TemplateValues>();
  const inputOf = useCallback((values: TemplateValues | undefined) => templateRequest(values, before), [before]);
  return (
    <PolicyRequest
      title={before ? say('templates.changeTitle', { post: before.post }) : say('templates.new')}
      lead={say('templates.newLead')}
      {...(before ? { hint: say('policy.unchanged') } : {})}
      form={form}
      initial={before ? templateValues(before) : newTemplate}
      inputOf={inputOf}
    >
      <TemplateFields fixed={before !== undefined} />
    </PolicyRequest>
  );
}
