import { parseArgs } from 'node:util';
import { readEnvironment } from '@zhiheng/http';
import { rotateKeys as rotate } from '@zhiheng/standalone';
import { UsageError } from './usage-error.ts';

/** `rotate-keys [--drop-old]`: a new key for tokens. */
export async function rotateKeys(args: string[]): Promise<number> {
  const dropOld = read(args);
  await rotate(readEnvironment(process.env, { port: 8480, profile: 'demo' }), { dropOld });
  process.stdout.write(
    dropOld
      ? '新密钥已启用，旧密钥已删除：此前签发的令牌一律失效。\nThe new key signs from now on, the old ones are gone: every token issued before is over.\n'
      : '新密钥已公布，10 分钟后开始签名；旧密钥继续用于验证，一天后删除。\nThe new key is published and signs in 10 minutes; the old one still verifies, and is removed a day later.\n',
  );
  return 0;
}

function read(args: string[]): boolean {
  try {
    return parseArgs({ args, options: { 'drop-old': { type: 'boolean', default: false } } }).values['drop-old'];
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
