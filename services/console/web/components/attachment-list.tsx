import type { Attachment } from '@zhiheng/contracts';
import { useSay } from '../app/language.tsx';

/** References to documents that are kept elsewhere: name, digest, and where. Nothing is fetched from there by showing it. */
export function AttachmentList({ attachments }: { attachments: readonly Attachment[] }) {
  const say = useSay();
  return (
    <ul className="plain" aria-label={say('attachments')}>
      {attachments.map(({ name, digest, href }) => (
        <li key={`${name} ${digest}`}>
          {href ? (
            <a href={href} target="_blank" rel="noreferrer noopener">
              {name}
            </a>
          ) : (
            name
          )}
          <div className="code muted" style={{ overflowWrap: 'anywhere' }}>
            {digest}
          </div>
        </li>
      ))}
    </ul>
  );
}
