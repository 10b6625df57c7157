/** By their names: to load what throws them would take longer than most commands do. */
const foreseen = new Set(['EnvironmentError', 'DatabaseError']);

/** A fault we foresee becomes one plain sentence on standard error and exit code 1; any other keeps its stack. */
export async function orExplain(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const { name, message, stack } = error as Error;
    process.stderr.write(`zhiheng: ${foreseen.has(name) ? message : (stack ?? String(error))}\n`);
    process.exit(1);
  }
}
