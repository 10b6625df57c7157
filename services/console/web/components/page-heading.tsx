import { type ReactNode, useEffect } from 'react';
import { useSay } from '../app/language.tsx';

interface Heading {
  title: string;
  lead?: string;
  /** Buttons at the end of the line. */
  extra?: ReactNode;
}

/** The page's one first-level heading; the window is named after it. */
export function PageHeading({ title, lead, extra }: Heading) {
  const say = useSay();
  useEffect(() => {
    document.title = `${title} · ${say('product')}`;
  }, [title, say]);
  return (
    <header className="heading">
      <div>
        <h1>{title}</h1>
        {lead && <p>{lead}</p>}
      </div>
      {extra && <div>{extra}</div>}
    </header>
  );
}
