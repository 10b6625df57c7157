import { escapeHtml, page } from './pages.ts';
import type { Refusal } from './sign-in.ts';
import type { OfferedUpstream } from './store/upstream-store.ts';
import { upstreamChoices } from './upstream-page.ts';

export interface SignInPage {
  /** Where the form is sent. */
  action: string;
  username?: string;
  /** Platforms by which somebody may sign in instead. */
  upstreams?: readonly OfferedUpstream[];
  refusal?: Refusal | undefined;
  /** Asked for when the username exists in several. */
  centres?: { centre: string; name: { zh: string; en: string } }[];
}

const words: Record<Refusal, { zh: string; en: string }> = {
  wrong: { zh: '用户名或密码不正确', en: 'The username or password is not right' },
  locked: {
    zh: '登录失败次数过多，账号已锁定，请稍后再试',
    en: 'Too many failed attempts; the account is locked for a while. Try again later',
  },
  'outside-hours': { zh: '当前时间不在您岗位的允许登录时段内', en: 'Your role may not sign in at this hour' },
  'outside-addresses': { zh: '当前网络地址不在您岗位的允许范围内', en: 'Your role may not sign in from this address' },
  disabled: { zh: '账号已停用，请联系管理员', en: 'This account is disabled; ask an administrator' },
};

/** The sign-in form: plain HTML that works without script. */
export function signInPage({ action, username = '', refusal, centres, upstreams = [] }: SignInPage): string {
  return page(
    '登录 / Sign in · 制衡 Zhiheng',
    `<h1>制衡 Zhiheng</h1>
<p class="lead">权限与内部控制<br><span lang="en">Permissions and internal control</span></p>
${problem(refusal, centres)}<form method="post" action="${escapeHtml(action)}">
<label for="username">用户名 / <span lang="en">Username</span></label>
<input id="username" name="username" value="${escapeHtml(username)}" maxlength="64" autocomplete="username" autocapitalize="none" spellcheck="false" required${username ? '' : ' autofocus'}>
${centres ? centreChoice(centres) : ''}<label for="password">密码 / <span lang="en">Password</span></label>
<input id="password" name="password" type="password" maxlength="1024" autocomplete="current-password" required${username ? ' autofocus' : ''}>
<button type="submit">登录 / Sign in</button>
</form>
${upstreamChoices(action, upstreams)}`,
  );
}

function problem(refusal: Refusal | undefined, centres: SignInPage['centres']): string {
  const text = refusal
    ? words[refusal]
    : centres && {
        zh: '该用户名存在于多个中心，请选择您的中心',
        en: 'Several centres know this username; choose yours',
      };
  return text
    ? `<p class="problem" role="alert">${escapeHtml(text.zh)}<br><span lang="en">${escapeHtml(text.en)}</span></p>\n`
    : '';
}

const centreChoice = (
  centres: NonNullable<SignInPage['centres']>,
): string => `<label for="centre">中心 / <span lang="en">Centre</span></label>
<select id="centre" name="centre" required>
${centres.map(({ centre, name }) => `<option value="${escapeHtml(centre)}">${escapeHtml(`${name.zh} / ${name.en}`)}</option>`).join('\n')}
</select>
`;
