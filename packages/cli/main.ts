import { orExplain } from '@zhiheng/http/explain';
import { UsageError } from './usage-error.ts';

const usage = `用法 usage: npm run zhiheng -- COMMAND
  import FILE                 由目录文件建立新中心 / found a new centre from a catalogue file, beside a running server too
  bootstrap USERNAME… [--centre CODE]
                              给新中心的人员首个口令，仅显示一次 / give people of a new centre their first passwords, shown once
  ceremony CENTRE --system U --security U --audit U
                              首次启用：为三员各生成一次性链接 / first start: a link for each of the three administrators, once
  migrate                     把 DATABASE_URL 的库升到最新 / bring the database of DATABASE_URL to the newest schema
  parent CENTRE PARENT        设为下级中心（--remove 取消）/ put a centre below another: the one above sees its figures; --remove ends it
  rotate-keys [--drop-old]    更换令牌签名密钥 / have a new key sign tokens; the old one still verifies, unless dropped
  redraw FILE --key VKEYFILE  离线重抽，核对稽核样本 / draw the sample of an inspection once more, offline; see redraw --help
  upstream CENTRE FILE        设置上级平台登录（--remove 取消）/ let people sign in by an upstream OpenID provider; --remove ends it
  verify FILE --key VKEYFILE  离线核验证据包或一条记录的证明 / verify evidence or an entry's proof offline; see verify --help
  verifier OUT.html           生成不联网即可用的核验网页 / write the page that verifies evidence without network
  witness …                   见证人：为日志的检查点签名 / cosign the checkpoints of logs; see witness --help`;

/** The `zhiheng` command. Exit codes: 0 done, 1 refused or failed, 2 wrongly used; `verify` has one more. */
const commands: Record<string, () => Promise<(args: string[]) => Promise<number>>> = {
  // Each is loaded when it is called: verifying and witnessing need nothing of the services.
  bootstrap: async () => (await import('./bootstrap-people.ts')).bootstrapPeople,
  ceremony: async () => (await import('./hold-ceremony.ts')).holdCeremony,
  import: async () => (await import('./import-file.ts')).importFile,
  migrate: async () => (await import('./migrate-database.ts')).migrateDatabase,
  parent: async () => (await import('./set-parent.ts')).setParent,
  redraw: async () => (await import('./redraw/command.ts')).redraw,
  'rotate-keys': async () => (await import('./rotate-keys.ts')).rotateKeys,
  upstream: async () => (await import('./set-upstream.ts')).setUpstream,
  verifier: async () => (await import('./verifier-page.ts')).writeVerifierPage,
  verify: async () => (await import('./verify/command.ts')).verify,
  witness: async () => (await import('./witness/command.ts')).runWitness,
};

await orExplain(async () => {
  const [name = '', ...args] = process.argv.slice(2);
  const command = commands[name];
  if (!command) {
    process.stderr.write(`${usage}\n`);
    process.exit(name === 'help' || name === '--help' ? 0 : 2);
  }
  try {
    process.exitCode = await (await command())(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`zhiheng ${name}: ${error.message}\n`);
    process.exitCode = 2;
  }
});
