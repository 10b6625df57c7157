import { Link } from 'react-router';
import { useSay } from '../app/language.tsx';

/** The pending request that keeps another from being submitted. */
export function RequestInTheWay({ id }: { id: string | undefined }) {
  const say = useSay();
  if (id === undefined) return null;
  return (
    <div>
      <Link to={`/requests/${id}`}>{say('request.inTheWay')}</Link> <span className="code muted">{id}</span>
    </div>
  );
}
