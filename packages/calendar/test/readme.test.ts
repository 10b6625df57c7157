import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const room = new URL('..', import.meta.url);
const readme = readFileSync(new URL('README.md', room), 'utf8');

test.each(['Asia/Shanghai', 'America/Los_Angeles'])(
  'the example of the README prints what it says, in %s too',
  (TZ) => {
    const [, code, output] = /```ts\n(.*?)```\n```text\n(.*?)```/s.exec(readme)!;
    const env = { ...process.env, TZ };
    const printed = execFileSync(process.execPath, ['--input-type=module-typescript', '-e', code!], { cwd: room, env });
    expect(printed.toString()).toBe(output);
  },
);
