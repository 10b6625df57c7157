import { App, Button } from 'antd';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { useSay } from '../app/language.tsx';

interface Pages {
  data: readonly unknown[] | undefined;
  hasNextPage: boolean;
  fetchNextPage: () => Promise<{ hasNextPage: boolean; data: { pages: { data: readonly unknown[] }[] } | undefined }>;
}

/** More than this is no print but a file. */
const most = 2000;

/** Prints a list whole: what is not read yet is read first. */
export function PrintButton({ pages }: { pages: Pages }) {
  const say = useSay();
  const { message } = App.useApp();
  const [reading, setReading] = useState(false);
  const print = async () => {
    flushSync(() => setReading(true));
    try {
      let { hasNextPage } = pages;
      let count = pages.data?.length ?? 0;
      while (hasNextPage && count <= most) {
        const next = await pages.fetchNextPage();
        hasNextPage = next.hasNextPage;
        count = next.data?.pages.reduce((sum, { data }) => sum + data.length, 0) ?? count;
      }
      if (count > most) return void message.warning(say('ledger.tooMany', { count: most }));
    } finally {
      flushSync(() => setReading(false));
    }
    window.print();
  };
  return (
    <Button loading={reading} onClick={() => void print()}>
      {say('ledger.print')}
    </Button>
  );
}
