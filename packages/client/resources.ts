import { ZhihengError } from './error.ts';
import type { CallOptions } from './options.ts';
import type { Transport } from './transport.ts';

export interface Resources {
  /** Registers what decisions about a resource go by, in place of what was registered of it. Throws ZhihengError. */
  registerResource(type: string, id: string, properties: Record<string, unknown>, options?: CallOptions): Promise<void>;
  /** From then on it is not registered; also where it was not. Throws ZhihengError. */
  removeResource(type: string, id: string, options?: CallOptions): Promise<void>;
}

/** Either is the same however often it is done, so that neither needs a key. */
export function resourcesOver(send: Transport): Resources {
  const call = (type: string, id: string) => ({
    path: `/api/v1/resources/${encodeURIComponent(type)}/${encodeURIComponent(id)}`,
    scope: 'cases:write' as const,
  });
  return {
    async registerResource(type, id, properties, options) {
      await send({ method: 'PUT', ...call(type, id), body: { properties }, ...options });
    },
    async removeResource(type, id, options) {
      await send({ method: 'DELETE', ...call(type, id), ...options }).catch((error: unknown) => {
        if (!(error instanceof ZhihengError && error.code === 'not-found')) throw error;
      });
    },
  };
}
