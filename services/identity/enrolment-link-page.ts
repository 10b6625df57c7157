import type { Said } from '@zhiheng/contracts';
import { both, escapeHtml, page } from './pages.ts';

const over: Said = {
  zh: '此链接已使用、已过期或无效，请联系管理员',
  en: 'This link was used, has run out or is not valid; ask an administrator',
};

const problem = (why: Said): string => `<p class="problem" role="alert">${both(why)}</p>`;

const title = '设置密码 / Choose a password · 制衡 Zhiheng';

/** Where the holder of an enrolment link chooses their first password: plain HTML that works without script. */
export function enrolmentLinkPage(form: { token: string; username: string; rules: Said; why?: Said }): string {
  const { token, username, rules, why } = form;
  return page(
    title,
    `<h1>制衡 Zhiheng</h1>
<p class="lead">首次登录：设置您的密码<br><span lang="en">First sign-in: choose your password</span></p>
${why ? problem(why) : ''}<form method="post" action="/oidc/enrolment">
<input type="hidden" name="link" value="${escapeHtml(token)}">
<label for="username">用户名 / <span lang="en">Username</span></label>
<input id="username" value="${escapeHtml(username)}" autocomplete="username" readonly>
<label for="password">新密码 / <span lang="en">New password</span></label>
<input id="password" name="password" type="password" maxlength="1024" autocomplete="new-password" required autofocus>
<label for="again">再次输入 / <span lang="en">Once more</span></label>
<input id="again" name="again" type="password" maxlength="1024" autocomplete="new-password" required>
<p class="small">${both(rules)}</p>
<button type="submit">设置 / Set</button>
</form>`,
  );
}

export const enrolmentOverPage = (): string => page(title, `<h1>制衡 Zhiheng</h1>\n${problem(over)}`);

export const enrolledPage = (): string =>
  page(
    title,
    `<h1>制衡 Zhiheng</h1>
<p>密码已设置。<br><span lang="en">Your password is set.</span></p>
<a class="button" href="/">登录 / Sign in</a>`,
  );
