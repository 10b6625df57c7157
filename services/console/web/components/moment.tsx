import { instantText, minuteText } from './times.ts';

/** An instant as people in the centre read it. */
export function Moment({ at, seconds = false }: { at: string; seconds?: boolean }) {
  return (
    <time dateTime={at} style={{ whiteSpace: 'nowrap' }}>
      {seconds ? instantText(at) : minuteText(at)}
    </time>
  );
}
