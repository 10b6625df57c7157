import type { Said } from '@zhiheng/contracts';
import { escapeHtml, page } from './pages.ts';
import type { ResetUse } from './reset-use.ts';

const words: Record<Exclude<ResetUse, 'done' | Said>, Said> = {
  wrong: { zh: '重置码不正确', en: 'The codes are not right' },
  over: {
    zh: '此重置已使用、已过期或无效，请联系管理员',
    en: 'This reset was used, has run out or is not valid; ask an administrator',
  },
  differ: { zh: '两次输入的密码不一致', en: 'The two passwords differ' },
};

const problem = (why: Exclude<ResetUse, 'done'>): string => {
  const { zh, en } = typeof why === 'string' ? words[why] : why;
  return `<p class="problem" role="alert">${escapeHtml(zh)}<br><span lang="en">${escapeHtml(en)}</span></p>\n`;
};

const title = '重置登录凭据 / Reset · 制衡 Zhiheng';
const code = (
  name: string,
  zh: string,
  en: string,
): string => `<label for="${name}">${zh} / <span lang="en">${en}</span></label>
<input id="${name}" name="${name}" maxlength="40" autocomplete="off" autocapitalize="none" spellcheck="false" required>
`;
const secret = (
  name: string,
  zh: string,
  en: string,
): string => `<label for="${name}">${zh} / <span lang="en">${en}</span></label>
<input id="${name}" name="${name}" type="password" maxlength="1024" autocomplete="new-password" required>
`;

/** Where the person brings the two codes, and chooses a new password where that is reset. */
export const resetPage = (action: string, password: boolean, why?: Exclude<ResetUse, 'done'>): string =>
  page(
    title,
    `<h1>重置登录凭据</h1>
<p class="lead">请分别输入两名管理员交给您的重置码<br><span lang="en">Type the codes that two administrators have given you, one each</span></p>
${why ? problem(why) : ''}<form method="post" action="${escapeHtml(action)}">
${code('first', '第一名管理员的重置码', 'Code of the first administrator')}${code('second', '第二名管理员的重置码', 'Code of the second administrator')}${password ? secret('password', '新密码', 'New password') + secret('again', '再次输入', 'Once more') : ''}<button type="submit">重置 / Reset</button>
</form>`,
  );

export const resetOverPage = (): string => page(title, `<h1>制衡 Zhiheng</h1>\n${problem('over')}`);

export const resetDonePage = (): string =>
  page(
    title,
    `<h1>制衡 Zhiheng</h1>
<p>已重置，请重新登录。<br><span lang="en">It is reset: sign in.</span></p>
<a class="button" href="/">登录 / Sign in</a>`,
  );
