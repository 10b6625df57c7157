import { useSpeech } from '../app/language.tsx';

/** Names one after the other, as the language writes it. */
export function useList(): (names: readonly string[]) => string {
  const { language } = useSpeech();
  return (names) => names.join(language === 'zh' ? '、' : ', ');
}
