import { parseArgs } from 'node:util';
import { readEnvironment } from '@zhiheng/http';
import { upstream } from '@zhiheng/standalone';
import { readJson } from './json-file.ts';
import { UsageError } from './usage-error.ts';

/** `upstream CENTRE FILE` or `upstream CENTRE --remove`: 1 when it cannot be set, or there is none to remove. */
export async function setUpstream(args: string[]): Promise<number> {
  const { centre, file } = read(args);
  const environment = readEnvironment(process.env, { port: 8480, profile: 'demo' });
  const registration = file === undefined ? undefined : await readJson(file);
  try {
    if (await upstream(environment, centre, registration)) {
      process.stdout.write(
        registration
          ? `已设置；上级平台须登记回调地址 ${environment.origin}/oidc/upstream/callback\nSet. The upstream must know the redirect address ${environment.origin}/oidc/upstream/callback\n`
          : '已移除。\nRemoved.\n',
      );
      return 0;
    }
    process.stderr.write(`zhiheng upstream: ${centre} has no upstream.\n`);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    process.stderr.write(`zhiheng upstream: ${error.message}\n`);
  }
  return 1;
}

function read(args: string[]): { centre: string; file: string | undefined } {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { remove: { type: 'boolean', default: false } },
    });
    const [centre, file, ...rest] = positionals;
    if (!centre || rest.length || (file === undefined) !== values.remove)
      throw new Error('CENTRE and either FILE or --remove are needed.');
    return { centre, file };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
