import { closeOnSignal, orExplain, readEnvironment } from '@zhiheng/http';
import { startStandalone } from './start.ts';

await orExplain(async () => {
  const environment = readEnvironment(process.env, { port: 8480, profile: 'demo', logLevel: 'warn' });
  const standalone = await startStandalone(environment, () => {
    process.stderr.write('zhiheng: PostgreSQL has gone away. Start again: it recovers by itself.\n');
    process.exit(1);
  });
  closeOnSignal(() => standalone.stop());
  process.stdout.write(`zhiheng ready ${standalone.origin}\n`);
  if (standalone.demo) process.stdout.write(signIns(standalone.demo.usernames));
});

function signIns(usernames: string[]): string {
  return [
    'demo sign-ins (password demo-<username>, no second factor):',
    ...wrapped(usernames, 110).map((line) => `  ${line}`),
    'machine clients: demo-business / demo-business-secret, demo-hr / demo-hr-secret, demo-receiver / demo-receiver-secret',
    '',
  ].join('\n');
}

function wrapped(words: string[], width: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
