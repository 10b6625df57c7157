import { useSpeech } from '../app/language.tsx';
import { instantText, minuteText } from './times.ts';

/** An instant as people in the centre read it, in Shanghai, whatever this machine's time zone. */
export function Moment({ at, seconds = false }: { at: string; seconds?: boolean }) {
  const { language } = useSpeech();
  return <time dateTime={at}>{seconds ? instantText(at, language) : minuteText(at, language)}</time>;
}
