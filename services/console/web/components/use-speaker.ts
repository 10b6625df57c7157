import { useMemo } from 'react';
import { useSpeech } from '../app/language.tsx';
import { useNames } from './names.ts';
import type { Speaker } from './speaker.ts';

export function useSpeaker(): Speaker {
  const { say, pick, language } = useSpeech();
  const names = useNames();
  return useMemo(() => ({ say, pick, language, ...names }), [say, pick, language, names]);
}
