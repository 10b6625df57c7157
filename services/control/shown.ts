import { toHex } from '@zhiheng/ledger';

/** An instant, and bytes, as documents show them. */
export const at = (instant: Date | null): string | null => instant?.toISOString() ?? null;
export const hex = (bytes: Uint8Array | null): string | null => bytes && toHex(bytes);
