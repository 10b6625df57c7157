import {
  embeddedAddress,
  migrate,
  roleUrl,
  type ServiceName,
  serviceNames,
  startEmbeddedPostgres,
} from '@zhiheng/database';
import type { Environment, Secret } from '@zhiheng/http';

/** The PostgreSQL a process works with: its own embedded one, one that already runs on the data folder, or `DATABASE_URL`. */
export interface Server {
  /** Address and role under which a service opens its pool. */
  connectionOf(service: ServiceName): { url: string; service?: ServiceName };
  /** Address of the owner of the schemas. */
  readonly ownerUrl: string;
  stop(): Promise<void>;
}

/** Starts what is missing and brings the schema up to date. Throws DatabaseError with a sentence a person can act on. */
export async function openServer(
  environment: Environment,
  secret: Secret,
  options: { onLost?: () => void; join?: boolean } = {},
): Promise<Server> {
  const { databaseUrl } = environment;
  if (databaseUrl) {
    await migrate(databaseUrl);
    return {
      ownerUrl: databaseUrl,
      connectionOf: (service) => ({ url: databaseUrl, service }),
      stop: async () => undefined,
    };
  }
  return openEmbedded(environment, secret, options);
}

async function openEmbedded(
  { dataDirectory }: Environment,
  secret: Secret,
  { onLost, join }: { onLost?: () => void; join?: boolean },
): Promise<Server> {
  const embedded = { directory: dataDirectory, password: secret.deriveText('embedded postgres') };
  const running = join ? await embeddedAddress(embedded) : undefined;
  const server = running
    ? { url: running, stop: async () => undefined }
    : await startEmbeddedPostgres({ ...embedded, ...(onLost ? { onLost } : {}) });
  const passwords = passwordsOf(secret);
  await migrate(server.url, { passwords });
  return {
    ownerUrl: server.url,
    connectionOf: (service) => ({ url: roleUrl(server.url, service, passwords[service]) }),
    stop: () => server.stop(),
  };
}

const passwordsOf = (secret: Secret) =>
  Object.fromEntries(serviceNames.map((name) => [name, secret.deriveText(`database role ${name}`)])) as Record<
    ServiceName,
    string
  >;
