import { Button, Layout, Segmented } from 'antd';
import { signOut } from '../api/session.ts';
import type { Language } from '../words/types.ts';
import { Bell } from './bell.tsx';
import { languages, useSpeech } from './language.tsx';
import { useMe } from './me.tsx';
import { RoleSwitch } from './role-switch.tsx';

/** Whose console this is, who is signed in, the language, the way out. */
export function TopBar() {
  const { say, pick } = useSpeech();
  const { name, username, centre } = useMe();
  return (
    <Layout.Header className="top">
      <img src="/favicon.svg" alt="" width={26} height={26} />
      <strong className="product">{say('product')}</strong>
      <span className="centre">{pick(centre.name)}</span>
      <span className="who">
        {name}
        <span className="username">{username}</span>
      </span>
      <Bell />
      <RoleSwitch />
      <LanguageSwitch />
      <Button onClick={() => void signOut()}>{say('signOut')}</Button>
    </Layout.Header>
  );
}

export function LanguageSwitch() {
  const { say, language, choose } = useSpeech();
  return (
    <Segmented<Language>
      aria-label={say('language')}
      value={language}
      onChange={choose}
      options={[
        { value: 'zh', label: <span lang="zh-CN">{languages.zh.label}</span> },
        { value: 'en', label: <span lang="en">{languages.en.label}</span> },
      ]}
    />
  );
}
