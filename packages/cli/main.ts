import { orExplain } from '@zhiheng/http';
import { bootstrapPeople } from './bootstrap-people.ts';
import { importFile } from './import-file.ts';
import { migrateDatabase } from './migrate-database.ts';
import { UsageError } from './usage-error.ts';
import { writeVerifierPage } from './verifier-page.ts';
import { verify } from './verify/command.ts';

const usage = `用法 usage: npm run zhiheng -- COMMAND
  import FILE                 由目录文件建立新中心 / found a new centre from a catalogue file, beside a running server too
  bootstrap USERNAME… [--centre CODE]
                              给新中心的人员首个口令，仅显示一次 / give people of a new centre their first passwords, shown once
  migrate                     把 DATABASE_URL 的库升到最新 / bring the database of DATABASE_URL to the newest schema
  verify FILE --key VKEYFILE  离线核验证据包或一条记录的证明 / verify evidence or an entry's proof offline; see verify --help
  verifier OUT.html           生成不联网即可用的核验网页 / write the page that verifies evidence without network`;

/** The `zhiheng` command. Exit codes: 0 done, 1 refused or failed, 2 wrongly used; `verify` has one more. */
const commands: Record<string, (args: string[]) => Promise<number>> = {
  bootstrap: bootstrapPeople,
  import: importFile,
  migrate: migrateDatabase,
  verifier: writeVerifierPage,
  verify,
};

await orExplain(async () => {
  const [name = '', ...args] = process.argv.slice(2);
  const command = commands[name];
  if (!command) {
    process.stderr.write(`${usage}\n`);
    process.exit(name === 'help' || name === '--help' ? 0 : 2);
  }
  try {
    process.exitCode = await command(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`zhiheng ${name}: ${error.message}\n`);
    process.exitCode = 2;
  }
});
