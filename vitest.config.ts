import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['./test/setup/global.ts'],
    include: ['packages/**/test/**/*.test.ts', 'services/**/test/**/*.test.ts', 'test/**/*.test.ts'],
    pool: 'forks',
    // Tests wait for PostgreSQL or a browser for two fifths of their time: three files at once keep two cores at work.
    maxWorkers: 3,
    // A process reads its modules once and not for each of hundreds of files: half of the whole time.
    isolate: false,
    // What a test makes is soon garbage: a nursery as small as usual takes a tenth of the time, one of 64 MB from the start as much. A heap
    // that begins large is seldom gone over whole. No code runs so often as to repay what the last compiler costs.
    execArgv: [
      '--max-semi-space-size=64',
      '--min-semi-space-size=32',
      '--initial-old-space-size=1024',
      '--no-turbofan',
    ],
    testTimeout: 120_000,
    hookTimeout: 240_000,
    // What is waited for comes; how soon is for a slow machine to say.
    expect: { poll: { timeout: 30_000, interval: 50 } },
    reporters: ['default'],
  },
});
