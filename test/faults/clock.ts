import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the system says of the time, shifted by so many seconds as the file says: loaded into a server before its own libraries. */
const source = `#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static long shift(void) {
  char text[32] = {0};
  int file = open(getenv("SHIFT_FILE"), O_RDONLY);
  if (file < 0) return 0;
  long length = read(file, text, sizeof text - 1);
  close(file);
  return length > 0 ? atol(text) : 0;
}

int clock_gettime(clockid_t clock, struct timespec *at) {
  int failed = syscall(SYS_clock_gettime, clock, at);
  if (!failed && clock == CLOCK_REALTIME) at->tv_sec += shift();
  return failed;
}

int gettimeofday(struct { time_t tv_sec; long tv_usec; } *at, void *zone) {
  struct timespec now;
  (void)zone;
  clock_gettime(CLOCK_REALTIME, &now);
  at->tv_sec = now.tv_sec;
  at->tv_usec = now.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *at) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (at) *at = now.tv_sec;
  return now.tv_sec;
}
`;

/** A clock for one server, which may be set while the server runs. */
export interface Clock {
  /** For the server's environment. */
  readonly variables: Record<string, string>;
  /** Seconds by which it differs from the true one. */
  set(seconds: number): Promise<void>;
  remove(): Promise<void>;
}

/** Undefined with the reason where there is no C compiler, or a system that does not load such a library. */
export function makeClock(): { clock: Clock } | { clock?: undefined; refusal: string } {
  const folder = mkdtempSync(join(tmpdir(), 'zhiheng-clock-'));
  // As root the server runs as another user.
  chmodSync(folder, 0o755);
  const [library, file, code] = ['shift.so', 'shift', 'shift.c'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(code, source);
  writeFileSync(file, '0', { mode: 0o644 });
  if (process.platform !== 'linux') return { refusal: 'only Linux loads a library before others by LD_PRELOAD' };
  try {
    execFileSync(process.env.CC || 'cc', ['-shared', '-fPIC', '-O1', '-fno-builtin', '-o', library, code], {
      stdio: 'pipe',
    });
  } catch (error) {
    return { refusal: `no C compiler: ${(error as { stderr?: Buffer }).stderr?.toString().trim() || String(error)}` };
  }
  chmodSync(library, 0o755);
  return {
    clock: {
      variables: { LD_PRELOAD: library, SHIFT_FILE: file },
      set: (seconds) => writeFile(file, String(seconds)),
      remove: () => rm(folder, { recursive: true, force: true }),
    },
  };
}
