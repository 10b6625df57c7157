import { parseArgs } from 'node:util';
import { readEnvironment } from '@zhiheng/http';
import { bootstrap, FirstPasswordError } from '@zhiheng/standalone';
import { UsageError } from './usage-error.ts';

/** `bootstrap USERNAME… [--centre CODE]`: prints each username with its first password, once; 1 when one cannot be given. */
export async function bootstrapPeople(args: string[]): Promise<number> {
  const { positionals, values } = read(args);
  if (positionals.length === 0) throw new UsageError('at least one USERNAME is needed.');
  const environment = readEnvironment(process.env, { port: 8480, profile: 'demo' });
  try {
    for (const { username, password, centre } of await bootstrap(environment, positionals, values.centre))
      process.stdout.write(`${centre}  ${username}  ${password}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof FirstPasswordError)) throw error;
    process.stderr.write(`zhiheng bootstrap: ${error.message}\n`);
    return 1;
  }
}

function read(args: string[]) {
  try {
    return parseArgs({ args, allowPositionals: true, options: { centre: { type: 'string' } } });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
