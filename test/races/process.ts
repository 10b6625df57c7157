import { connect } from '@zhiheng/database';
import { type Act, racerOver } from './acts.ts';

/** The second process of a race: does what it is sent, and says what became of it. Its argument is the database's address. */
const racer = racerOver(await connect({ url: process.argv[2] as string, size: 12 }));

process.on('message', ({ id, act }: { id: number; act: Act }) => {
  racer.perform(act).then(
    (outcome) => answer({ id, outcome }),
    (error) => answer({ id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on('disconnect', () => void racer.close());
answer('ready');

/** A test that has failed meanwhile hears no more. */
function answer(message: unknown): void {
  if (process.connected) process.send?.(message);
}
