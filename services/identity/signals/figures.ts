import { type Database, inCentre, listCentres } from '@zhiheng/database';
import type { App } from '@zhiheng/http';
import { Gauge } from 'prom-client';
import { backlog } from '../store/signal-overview-store.ts';

interface Figures {
  waiting: number;
  dead: number;
  oldestSeconds: number;
}

/** Tells by `/metrics` what receivers have not had; every process tells the same, as it stands in the database. */
export function reportBacklog(app: App, database: Database): void {
  let reading: Promise<Figures> | undefined;

  /** One reading for all figures of one scrape. */
  function figures(): Promise<Figures> {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  async function read(): Promise<Figures> {
    const sum: Figures = { waiting: 0, dead: 0, oldestSeconds: 0 };
    for (const { centre } of await listCentres(database)) {
      const one = await inCentre(database, centre, (transaction) => backlog(transaction, centre));
      sum.waiting += one.waiting;
      sum.dead += one.dead;
      sum.oldestSeconds = Math.max(sum.oldestSeconds, one.oldestSeconds);
    }
    return sum;
  }

  for (const [name, help, key] of [
    ['zhiheng_signals_waiting', 'Security events that receivers have not had yet', 'waiting'],
    ['zhiheng_signals_dead', 'Security events that were given up; a person has to look', 'dead'],
    ['zhiheng_signals_oldest_seconds', 'Age of the oldest security event that waits', 'oldestSeconds'],
  ] as const)
    new Gauge({
      name,
      help,
      registers: [app.metrics],
      async collect() {
        // Without the database the figure stays what it was: a scrape has other things to tell.
        await figures().then(
          (found) => this.set(found[key]),
          () => undefined,
        );
      },
    });
}
