import { Empty } from 'antd';
import type { ReactNode } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { useSay } from '../app/language.tsx';
import { catalogueKinds, keyOf, type Listed } from './catalogue-kinds.ts';
import { Loaded } from './loaded.tsx';
import { PageHeading } from './page-heading.tsx';
import { useCatalogue } from './use-catalogue.ts';

/** What is about the one of the catalogue that the address names (`/catalogue/:kind/…?of=`), once it is there. */
export function WithListed({ children }: { children: (listed: Listed) => ReactNode }) {
  const say = useSay();
  const { kind } = useParams();
  const [search] = useSearchParams();
  const query = useCatalogue(catalogueKinds.find((one) => one === kind) ?? 'units');
  return (
    <Loaded query={query}>
      {(found) => {
        const listed = found.find((one) => one.kind === kind && keyOf(one) === search.get('of'));
        if (listed) return children(listed);
        return (
          <>
            <PageHeading title={say('catalogue.title')} />
            <Empty description={say('catalogue.gone')} />
          </>
        );
      }}
    </Loaded>
  );
}
