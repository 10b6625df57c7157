import { BellOutlined } from '@ant-design/icons';
import { Badge } from 'antd';
import { Link } from 'react-router';
import { useSay } from './language.tsx';
import { useControlWaiting, useWaiting } from './waiting.ts';

/** How many notices I have not seen, and the way to them. */
export function Bell() {
  const say = useSay();
  const notices = useWaiting().notices + useControlWaiting().notices;
  return (
    <Link to="/notices" className="bell" aria-label={say('notices.bell', { count: notices })}>
      <Badge count={notices} size="small" overflowCount={99}>
        <BellOutlined />
      </Badge>
    </Link>
  );
}
