import { createServer } from 'node:http';
import { hash, verify } from '@node-rs/argon2';
import { readEnvironment } from '@zhiheng/http';

/** Verifies a password for each request and nothing else: the most sign-ins that a process could judge. */
const { memory, passes, lanes } = readEnvironment(process.env, { profile: 'demo' }).passwordCost;
const stored = await hash('bench', { memoryCost: memory * 1024, timeCost: passes, parallelism: lanes });
const server = createServer((_, response) => {
  void verify(stored, 'bench').then((matches) => response.writeHead(matches ? 204 : 500).end());
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as { port: number };
process.stdout.write(`bare ready http://127.0.0.1:${port}\n`);
process.on('SIGTERM', () => server.close());
