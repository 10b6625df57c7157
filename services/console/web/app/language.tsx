import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { speak } from '../api/client.ts';
import { sayIn } from '../words/say.ts';
import type { Bilingual, Language, Say } from '../words/types.ts';
import { queryClient } from './query-client.ts';

const storageKey = 'zhiheng.language';

export const languages = {
  zh: { tag: 'zh-CN', label: '中文', antd: zhCN, dayjs: 'zh-cn' },
  en: { tag: 'en', label: 'English', antd: enUS, dayjs: 'en' },
} as const;

interface Speech {
  language: Language;
  choose: (language: Language) => void;
  say: Say;
  /** The one of both words that fits. */
  pick: (words: Bilingual) => string;
}

const Spoken = createContext<Speech | undefined>(undefined);

/** Chinese unless this browser has chosen English before. */
const chosen = (): Language => (window.localStorage.getItem(storageKey) === 'en' ? 'en' : 'zh');

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(chosen);
  const { tag, dayjs: locale } = languages[language];
  // Before the children ask for anything in that language.
  speak(tag);
  dayjs.locale(locale);
  useEffect(() => {
    document.documentElement.lang = tag;
  }, [tag]);
  const speech = useMemo<Speech>(
    () => ({
      language,
      choose(next) {
        window.localStorage.setItem(storageKey, next);
        setLanguage(next);
        speak(languages[next].tag);
        // Titles of problems come from the services, in the language that was asked for.
        void queryClient.invalidateQueries({ queryKey: ['preview'] });
      },
      say: sayIn(language),
      pick: (words) => words[language],
    }),
    [language],
  );
  return <Spoken value={speech}>{children}</Spoken>;
}

export function useSpeech(): Speech {
  const speech = useContext(Spoken);
  if (!speech) throw new Error('Outside of LanguageProvider.');
  return speech;
}

export const useSay = (): Say => useSpeech().say;
