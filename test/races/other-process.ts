import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Act, Racer } from './acts.ts';

type Answer = { id: number; outcome: string } | { id: number; fault: string };
type Settle = { resolve: (outcome: string) => void; reject: (error: Error) => void };

/** A racer in a process of its own, signed in at the database as the service is. */
export async function racerElsewhere(url: string): Promise<Racer> {
  const child = fork(fileURLToPath(new URL('process.ts', import.meta.url)), [url], {
    serialization: 'advanced',
    execArgv: [],
  });
  const waiting = new Map<number, Settle>();
  let sent = 0;
  const ended = once(child, 'exit');
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`the other process ended with ${code}`));
  });
  await Promise.race([once(child, 'message'), ended.then(([code]) => Promise.reject(new Error(`it ended: ${code}`)))]);
  child.on('message', (answer: Answer) => {
    const settle = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('fault' in answer) settle?.reject(new Error(answer.fault));
    else settle?.resolve(answer.outcome);
  });
  return {
    perform: (act: Act) =>
      new Promise((resolve, reject) => {
        waiting.set(++sent, { resolve, reject });
        child.send({ id: sent, act });
      }),
    async close() {
      child.disconnect();
      await ended;
    },
  };
}
