import { useQuery } from '@tanstack/react-query';
import type { Rule } from '@zhiheng/contracts';
import { Empty } from 'antd';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { rulesQuery } from '../api/catalogue.ts';
import { useSay } from '../app/language.tsx';
import { Loaded } from './loaded.tsx';
import { PageHeading } from './page-heading.tsx';

/** What is about the rule that the address names (`:code`), once it is there. */
export function WithRule({ children }: { children: (rule: Rule) => ReactNode }) {
  const say = useSay();
  const { code } = useParams();
  const rules = useQuery(rulesQuery);
  return (
    <Loaded query={rules}>
      {(found) => {
        const rule = found.find((one) => one.code === code);
        if (rule) return children(rule);
        return (
          <>
            <PageHeading title={say('rules.title')} />
            <Empty description={say('rules.gone')} />
          </>
        );
      }}
    </Loaded>
  );
}
