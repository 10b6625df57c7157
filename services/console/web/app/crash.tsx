import { Result, Typography } from 'antd';
import { useRouteError } from 'react-router';
import { useSay } from './language.tsx';

/** What a fault of a page leaves: a sentence and the fault's own words, never a blank page. */
export function Crash() {
  const say = useSay();
  const error = useRouteError();
  return (
    <Result status="error" title={say('crashTitle')} subTitle={say('crashDetail')}>
      <Typography.Paragraph code copyable>
        {error instanceof Error ? `${error.name}: ${error.message}` : String(error)}
      </Typography.Paragraph>
    </Result>
  );
}
