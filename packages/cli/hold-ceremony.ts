import { parseArgs } from 'node:util';
import { readEnvironment } from '@zhiheng/http';
import { CeremonyError, ceremony } from '@zhiheng/standalone';
import { UsageError } from './usage-error.ts';

const titles = { system: '系统管理员 system', security: '安全管理员 security', audit: '审计管理员 audit' };

/** `ceremony CENTRE --system U --security U --audit U`: prints each link once; 1 when the ceremony cannot be held. */
export async function holdCeremony(args: string[]): Promise<number> {
  const { centre, usernames } = read(args);
  const environment = readEnvironment(process.env, { port: 8480, profile: 'demo' });
  try {
    for (const { power, username, link } of await ceremony(environment, centre, usernames))
      process.stdout.write(`${titles[power]}  ${username}\n  ${link}\n`);
    process.stdout.write(
      '每个链接一小时内有效、仅可用一次，请当面交给本人；此处不再显示。\nEach link is good once and for an hour; hand it over in person, it is not shown again.\n',
    );
    return 0;
  } catch (error) {
    if (!(error instanceof CeremonyError)) throw error;
    process.stderr.write(`zhiheng ceremony: ${error.message}\n`);
    return 1;
  }
}

function read(args: string[]) {
  const power = { type: 'string' } as const;
  const options = { system: power, security: power, audit: power };
  try {
    const { positionals, values } = parseArgs({ args, allowPositionals: true, options });
    const { system, security, audit } = values;
    const [centre, ...rest] = positionals;
    if (!centre || rest.length || !system || !security || !audit)
      throw new Error('CENTRE, --system, --security and --audit are needed.');
    return { centre, usernames: { system, security, audit } };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
