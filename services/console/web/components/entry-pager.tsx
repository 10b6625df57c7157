import { LeftOutlined, RightOutlined, VerticalRightOutlined } from '@ant-design/icons';
import { Button, Flex } from 'antd';
import { useSay } from '../app/language.tsx';
import type { useEntryPage } from './use-entry-page.ts';

/** The foot of the list: towards newer and older entries. */
export function EntryPager({ isFirst, first, newer, older, query }: ReturnType<typeof useEntryPage>) {
  const say = useSay();
  return (
    <Flex gap={8} align="center" justify="center" className="more">
      <Button icon={<VerticalRightOutlined />} disabled={isFirst} onClick={first}>
        {say('log.newest')}
      </Button>
      <Button icon={<LeftOutlined />} disabled={!newer} onClick={newer}>
        {say('log.newer')}
      </Button>
      <Button icon={<RightOutlined />} iconPlacement="end" disabled={!older} onClick={older}>
        {say('log.older')}
      </Button>
      <span className="muted" aria-live="polite">
        {query.isPlaceholderData ? say('loading') : say('log.onThisPage', { count: query.data?.data.length ?? 0 })}
      </span>
    </Flex>
  );
}
