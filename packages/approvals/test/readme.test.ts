import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('the example of the README prints what the README says', () => {
  const room = new URL('..', import.meta.url);
  const readme = readFileSync(new URL('README.md', room), 'utf8');
  const [, code, output] = /```ts\n(.*?)```\n```text\n(.*?)```/s.exec(readme)!;
  const printed = execFileSync(process.execPath, ['--input-type=module-typescript', '-e', code!], { cwd: room });
  expect(printed.toString()).toBe(output);
});
