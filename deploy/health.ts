/** The image's health check: exit code 0 when the process on `PORT` of this machine can do its work, else 1. */
try {
  const url = `http://127.0.0.1:${process.env.PORT}/health/ready`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(4_000) });
  process.stdout.write(`${answer.status} ${await answer.text()}\n`);
  process.exitCode = answer.ok ? 0 : 1;
} catch (error) {
  process.stdout.write(`${String(error)}\n`);
  process.exitCode = 1;
}
