import { Button, Result } from 'antd';
import { Link } from 'react-router';
import { useSay } from '../app/language.tsx';

export function NotFoundPage() {
  const say = useSay();
  return (
    <Result
      status="404"
      title={say('notFoundTitle')}
      subTitle={say('notFoundDetail')}
      extra={
        <Link to="/home">
          <Button type="primary">{say('toHome')}</Button>
        </Link>
      }
    />
  );
}
