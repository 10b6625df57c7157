import type { Said } from '@zhiheng/contracts';
import { both, escapeHtml, page } from './pages.ts';
import type { KeptSession } from './store/session-store.ts';

/** A password that is due is changed here, without script. */
export function passwordPage({
  action,
  rules,
  fault,
}: {
  action: string;
  rules: Said;
  fault?: Said | undefined;
}): string {
  const field = (
    name: string,
    zh: string,
    en: string,
    kind: 'current' | 'new',
  ) => `<label for="${name}">${zh} / <span lang="en">${en}</span></label>
<input id="${name}" name="${name}" type="password" maxlength="1024" autocomplete="${kind}-password" required>
`;
  return page(
    '修改密码 / Change the password · 制衡 Zhiheng',
    `<h1>修改密码 <span lang="en">Change the password</span></h1>
<p class="lead">${both({ zh: '首次登录或密码到期，须先修改密码。', en: 'The password was given to you, or is too old: choose another first.' })}</p>
${fault ? `<p class="problem" role="alert">${both(fault)}</p>\n` : ''}<form method="post" action="${escapeHtml(action)}">
${field('current', '当前密码', 'Present password', 'current')}${field('next', '新密码', 'New password', 'new')}${field('again', '再次输入新密码', 'New password again', 'new')}<p class="small">${both(rules)}</p>
<button type="submit">修改并继续 / Change and go on</button>
</form>`,
  );
}

/** Shows what is open elsewhere and asks whether to end it. */
export function elsewherePage({ action, sessions }: { action: string; sessions: readonly KeptSession[] }): string {
  const rows = sessions.map(
    ({ startedAt, address, browser }) =>
      `<li>${escapeHtml([shanghai(startedAt), address, browser].filter(Boolean).join(' · '))}</li>`,
  );
  return page(
    '已在别处登录 / Signed in elsewhere · 制衡 Zhiheng',
    `<h1>制衡 Zhiheng</h1>
<p>您已在别处登录：<br><span lang="en">You are signed in elsewhere:</span></p>
<ul>
${rows.join('\n')}
</ul>
<p>${both({ zh: '继续将终止旧会话。如果不是您本人，请继续后立即修改密码并报告安全管理员。', en: 'Going on ends it. If that was not you, go on, change the password at once and tell the security administrator.' })}</p>
<form method="post" action="${escapeHtml(action)}">
<button type="submit" name="choice" value="end">终止旧会话并登录 / End it and sign in</button>
<button type="submit" name="choice" value="cancel">取消 / Cancel</button>
</form>`,
  );
}

const format = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'medium', timeStyle: 'short' });
const shanghai = (at: Date): string => format.format(at);
