import type { Database } from '@zhiheng/database';
import type { App, Environment, Secret } from '@zhiheng/http';
import type { JWK } from 'jose';
import { signalMetadataRoute } from '../routes/signal-metadata.ts';
import { signalOverviewRoutes } from '../routes/signal-overview.ts';
import { signalPollRoute } from '../routes/signal-poll.ts';
import { signalStreamRoutes } from '../routes/signal-streams.ts';
import { reportBacklog } from './figures.ts';
import { startTransmitter } from './transmitter.ts';

export interface SignalOptions {
  database: Database;
  environment: Environment;
  secret: Secret;
  /** The one that signs at this moment. */
  signingKey: () => JWK;
}

/** Tells other services of sessions that ended, accounts that were disabled and credentials that changed: OpenID Shared Signals 1.0. */
export async function signals(app: App, options: SignalOptions): Promise<void> {
  const { database, environment, secret } = options;
  const transmitter = await startTransmitter({ ...options, log: app.log.child({ service: 'identity' }) });
  app.addHook('onClose', () => transmitter.stop());
  signalMetadataRoute(app, environment);
  signalStreamRoutes(app, { database, environment, secret, addresses: transmitter.addresses });
  signalPollRoute(app, { database, transmitter });
  signalOverviewRoutes(app, { database, nudge: transmitter.nudge });
  reportBacklog(app, database);
}
