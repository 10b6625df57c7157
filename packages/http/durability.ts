import { type Database, settingsOff } from '@zhiheng/database';
import type { FastifyBaseLogger } from 'fastify';
import { EnvironmentError, type Profile } from './environment.ts';

/**
 * An answer is given after its commit, which must then outlast a power cut. In production a server that promises less is refused, in
 * the demo it is told.
 */
export async function requireDurable(
  databases: readonly Pick<Database, 'pool'>[],
  profile: Profile,
  log: Pick<FastifyBaseLogger, 'warn'>,
): Promise<void> {
  const off = await settingsOff(databases);
  if (off.length === 0) return;
  const said = sentence(off);
  if (profile === 'production') throw new EnvironmentError(said);
  log.warn(said);
}

const sentence = (off: string[]): string =>
  `PostgreSQL 关闭了 ${off.join('、')}：断电或崩溃后，已答复的写入可能丢失。请在服务器、数据库或角色的设置中打开后再启动。 / ` +
  `PostgreSQL runs with ${off.map((name) => `${name} = off`).join(', ')}: a crash or a power cut may take what was answered for. ` +
  'Switch it on, in the settings of the server, the database or the role, and start again.';
